/// A sentence that is translated to make a pair.
struct SynthesisSentence {
  let text: String
  /// What people have translated it to; nil if nobody has.
  let reference: String?
}

/// Where the sentences come from.
enum SynthesisMaterial {
  /// A file of text on one side of the pairs.
  case text(path: String, PairSynthesis.Side)
  /// The sources of genuine pairs.
  case sources(of: any PairSource)

  /// Which side of the pairs the sentences are.
  var side: PairSynthesis.Side {
    switch self {
    case .text(_, let side): side
    case .sources: .source
    }
  }

  /// Begins to read, after so many sentences.
  func sentences(after count: Int) throws(TrainingError) -> SynthesisSentences {
    let sentences = try sentences
    var left = count
    while left > 0, case let some = try sentences.next(most: min(left, 512)), !some.isEmpty {
      left -= some.count
    }
    return sentences
  }

  private var sentences: SynthesisSentences {
    get throws(TrainingError) {
      switch self {
      case .text(let path, _):
        do { return .text(TextLines(try LineReader(corpus: path))) } catch { throw .file(error) }
      case .sources(let pairs):
        do { return .pairs(try UsablePairs(of: pairs)) } catch { throw .corpus(error) }
      }
    }
  }
}

/// Sentences that are read.
enum SynthesisSentences {
  case text(TextLines)
  case pairs(UsablePairs)

  /// The next sentences, at most so many; none at the end.
  func next(most: Int) throws(TrainingError) -> [SynthesisSentence] {
    switch self {
    case .text(let lines):
      do {
        return try lines.next(most: most).map { SynthesisSentence(text: $0, reference: nil) }
      } catch { throw .file(error) }
    case .pairs(let pairs):
      do {
        return try pairs.next(most: most).map {
          SynthesisSentence(text: $0.source.asCell, reference: $0.target)
        }
      } catch { throw .corpus(error) }
    }
  }
}

/// The lines of a text that can be translated.
struct TextLines {
  private let reader: LineReader

  init(_ reader: LineReader) { self.reader = reader }

  /// The next lines, at most so many; none at the end.
  func next(most: Int) throws(FileError) -> [String] {
    var lines: [String] = []
    while lines.count < most, let line = try reader.next() {
      guard !line.isOverlong, let text = String(validating: line.bytes, as: UTF8.self),
        !UTF8Text.isBlank(text)
      else { continue }
      lines.append(text.asCell)
    }
    return lines
  }
}

extension String {
  /// The text as a cell of a table can hold it.
  var asCell: String {
    let isDivider = { (scalar: Unicode.Scalar) in scalar == "\t" || scalar == "\n" || scalar == "\r"
    }
    guard unicodeScalars.contains(where: isDivider) else { return self }
    return String(String.UnicodeScalarView(unicodeScalars.map { isDivider($0) ? " " : $0 }))
  }
}
