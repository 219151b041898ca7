internal import Formatting

/// Why a corpus cannot be used at all.
///
/// A bad line is not an error; see ``CorpusReport``.
public enum CorpusError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A file cannot be read.
  case file(FileError)
  /// The corpus has no usable pair; the report says what was found instead.
  case noUsablePairs(name: String, report: CorpusReport)
  /// A later pass over the corpus found more or fewer pairs than the first.
  case changed(name: String)
  /// Two files that should be aligned have different numbers of lines.
  case lineCountsDiffer(
    sourcePath: String, sourceLines: Int, targetPath: String, targetLines: Int)
  /// A file of a format with tags is not well-formed, or is of another format.
  case malformed(path: String, line: Int, problem: String)
  /// A file has segments in several languages, and none were chosen.
  case languagesUnclear(name: String, languages: [String])
  /// Two files of a corpus are of different languages, or of the same in different directions.
  case languagesDiffer(name: String, LanguagePair, other: String, LanguagePair)
  /// A column number is below 1.
  case invalidColumns(source: Int, target: Int)

  /// One line: what is wrong, where, and what to do.
  public var description: String {
    switch self {
    case .file(let error): error.description
    case .noUsablePairs(let name, let report): "no sentence pairs in \(name): \(report.diagnosis)"
    case .changed(let name):
      "\(name) changed while it was read; begin again when it is complete"
    case .lineCountsDiffer(let sourcePath, let sourceLines, let targetPath, let targetLines):
      "\(sourcePath) has \(sourceLines.grouped) lines, \(targetPath) \(targetLines.grouped): "
        + "line n of one must be the translation of line n of the other; check that both are complete"
    case .malformed(let path, let line, let problem):
      "cannot read \(path): line \(line.grouped): \(problem)"
    case .languagesUnclear(let name, let languages):
      "\(name) has segments in \(languages.joined(separator: ", ")); name the two languages to use"
    case .languagesDiffer(let name, let pair, let other, let otherPair):
      "\(name) is \(pair.source) to \(pair.target), but \(other) is \(otherPair.source) to "
        + "\(otherPair.target): give files of one direction, or name the languages"
    case .invalidColumns(let source, let target):
      "cannot read columns \(source),\(target): columns are counted from 1, most files use 1,2"
    }
  }
}

extension CorpusReport {
  /// What a corpus without any usable pair probably is, and what to do about it.
  var diagnosis: String {
    if units == 0 { return "it is empty" }
    let all = "its \(units.grouped) \(unit.plural)"
    if count(.blank) == units { return "\(all) are all blank" }
    if count(.invalidUTF8) + count(.nul) > units / 2 {
      return "its text is not UTF-8; is it a binary file, or text to be converted with iconv?"
    }
    if count(.tooLong) == units {
      return
        "its \(unit.plural) are too long for sentences (\(units.grouped) in all); is it a text file?"
    }
    for (fault, occurrences) in faults where occurrences.count + count(.blank) == units {
      if let lack = fault.lack, let remedy = fault.remedy {
        return "\(lack) in any of \(all); \(remedy)"
      }
    }
    return description
  }
}
