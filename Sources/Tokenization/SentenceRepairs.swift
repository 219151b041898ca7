/// Corrects sentence boundaries where the habits of languages need more than Unicode's rules.
///
/// - A closing mark after a space, as French sets it, belongs to the sentence before: « Non. » Il part.
/// - An opening mark belongs to the sentence after: 彼は？「はい。」 So does a character that is not seen.
/// - A quotation goes on with a small letter: "No!" he said.
/// - Some abbreviations, initials and ordinals do not end a sentence.
struct SentenceRepairs {
  let line: String
  let abbreviations: Abbreviations

  /// The corrected ends of sentences, as ascending offsets in the UTF-8 of the line; the last one stays.
  func repaired(_ ends: [Int]) -> [Int] {
    var result: [Int] = []
    for end in ends.dropLast() {
      let start = result.last ?? 0
      let closed = afterClosingMarks(from: before(end, start: start, where: \.isOpeningMark))
      let moved = before(closed, start: start, where: InvisibleCharacter.contains)
      guard start < moved, moved < line.utf8.count else { continue }
      let sentence = text(start..<moved)
      let next = text(moved..<line.utf8.count)
      if goesOn(after: sentence, next) || abbreviations.joins(sentence, next) { continue }
      result.append(moved)
    }
    return result + ends.suffix(1)
  }

  /// The text in a range, without white space and invisible characters at both ends.
  private func text(_ range: Range<Int>) -> Substring {
    let scalars = line.unicodeScalars
    var start = scalars.index(at: range.lowerBound, in: line)
    var end = scalars.index(at: range.upperBound, in: line)
    while start < end, scalars[start].isUnseen { start = scalars.index(after: start) }
    while start < end, scalars[scalars.index(before: end)].isUnseen {
      end = scalars.index(before: end)
    }
    return line[start..<end]
  }

  /// The place after closing marks, and the white space after them, that stand at a boundary after a space.
  private func afterClosingMarks(from offset: Int) -> Int {
    let scalars = line.unicodeScalars
    let start = scalars.index(at: offset, in: line)
    let rest = scalars[start...]
    guard rest.first?.isClosingMark == true else { return offset }
    let after = rest.drop { $0.isClosingMark }
    guard after.first.map(\.properties.isWhitespace) ?? true else { return offset }
    return line.utf8.distance(
      from: line.startIndex, to: after.drop { $0.properties.isWhitespace }.startIndex)
  }

  /// The place before some characters that stand directly before a boundary.
  private func before(
    _ offset: Int, start: Int, where isMoved: (Unicode.Scalar) -> Bool
  ) -> Int {
    let scalars = line.unicodeScalars
    let first = scalars.index(at: start, in: line)
    var end = scalars.index(at: offset, in: line)
    while first < end, isMoved(scalars[scalars.index(before: end)]) {
      end = scalars.index(before: end)
    }
    return line.utf8.distance(from: line.startIndex, to: end)
  }

  /// Whether a quotation has just ended and the sentence around it goes on with a small letter.
  private func goesOn(after sentence: Substring, _ next: Substring) -> Bool {
    guard let last = sentence.unicodeScalars.last, let first = next.unicodeScalars.first else {
      return false
    }
    return last.mayCloseQuotation && first.properties.isLowercase
  }
}

extension String.UnicodeScalarView {
  /// The index of a scalar by its offset in the UTF-8 of the string.
  fileprivate func index(at offset: Int, in line: String) -> Index {
    line.utf8.index(line.startIndex, offsetBy: offset)
  }
}

extension Unicode.Scalar {
  fileprivate var isUnseen: Bool {
    properties.isWhitespace || InvisibleCharacter.contains(self)
  }

  /// A closing mark, or a straight quotation mark, which may close or open.
  var mayCloseQuotation: Bool { isClosingMark || self == "\"" || self == "'" }

  /// A bracket or quotation mark that closes: `)`, `”`, `»`, `」`.
  fileprivate var isClosingMark: Bool {
    switch properties.generalCategory {
    case .closePunctuation, .finalPunctuation: true
    default: false
    }
  }

  /// A bracket or quotation mark that opens: `(`, `“`, `«`, `「`.
  fileprivate var isOpeningMark: Bool {
    switch properties.generalCategory {
    case .openPunctuation, .initialPunctuation: true
    default: false
    }
  }
}
