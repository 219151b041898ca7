internal import Formatting

/// Why a corpus cannot be used at all.
///
/// Single bad lines are no error: see ``CorpusReport``.
public enum CorpusError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A file cannot be read.
  case file(FileError)
  /// Not one line of the corpus holds a usable pair; the report says what was seen.
  case noUsablePairs(path: String, report: CorpusReport)
  /// Two files that should be aligned have different numbers of lines.
  case lineCountsDiffer(
    sourcePath: String, sourceLines: Int, targetPath: String, targetLines: Int)
  /// Columns are counted from 1.
  case invalidColumns(source: Int, target: Int)

  /// One line: what is wrong, where, and what to do.
  public var description: String {
    switch self {
    case .file(let error): error.description
    case .noUsablePairs(let path, let report): "no sentence pairs in \(path): \(report.diagnosis)"
    case .lineCountsDiffer(let sourcePath, let sourceLines, let targetPath, let targetLines):
      "\(sourcePath) has \(sourceLines.grouped) lines, \(targetPath) \(targetLines.grouped): "
        + "line n of one must be the translation of line n of the other; check both are whole"
    case .invalidColumns(let source, let target):
      "no columns \(source),\(target): columns are counted from 1; the usual ones are 1,2"
    }
  }
}

extension CorpusReport {
  /// What a corpus without any usable pair probably is, and what to do about it.
  var diagnosis: String {
    if lines == 0 { return "it is empty" }
    if count(.blank) == lines {
      return "its \(lines.grouped) lines are all blank"
    }
    if count(.invalidUTF8) + count(.nul) > lines / 2 {
      return "its text is not UTF-8; is it a binary file, or text to be converted with iconv?"
    }
    if count(.tooLong) == lines {
      return "its lines are too long for sentences (\(lines.grouped) in all); is it a text file?"
    }
    if let columnsNeeded, count(.tooFewColumns) + count(.blank) == lines {
      return columnsNeeded == 2
        ? "no TAB in any of its \(lines.grouped) lines; a line must be source, TAB, target"
        : "none of its \(lines.grouped) lines has \(columnsNeeded) columns; choose other columns"
    }
    return description
  }
}
