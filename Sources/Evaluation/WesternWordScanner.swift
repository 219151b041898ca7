/// Finds words by the part of mteval-v13a's rules that is made for languages in Latin letters.
///
/// ASCII's punctuation is a word each, but for the apostrophe, which is a letter, and for what may
/// stand in a number:
///
/// - A hyphen is a word after a digit, and else a letter.
/// - A full stop or comma is a letter if it is between digits, and a word if it is not after a
///   digit. Of several in a row every second one would be a letter, but as they are no digits
///   themselves, only the last of them can be, that is before a digit.
///
/// The original states this as four substitutions by regular expressions, one after the other. That
/// every second mark is taken differently is because matches of `[^0-9][.,]` do not overlap.
struct WesternWordScanner {
  /// ASCII's punctuation that always is a word.
  static let punctuation = ASCIISet("!\"#$%&()*+/:;<=>?@[\\]^_`{|}~")
  /// What is a letter wherever it stands.
  private static let letters = ASCIISet(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'")

  private let text: UnsafeBufferPointer<Unicode.Scalar>
  /// Whether there is white space, and not nothing, on either side of the text.
  private let isPadded: Bool
  private var ranges: [Range<Int>] = []
  private var wordStart: Int?

  /// The words of a text, in which those scalars are words as well for which `isWord` holds.
  static func words(
    in text: [Unicode.Scalar], isPadded: Bool = true,
    isWord: (Unicode.Scalar) -> Bool = { _ in false }
  ) -> Words {
    let ranges = text.withUnsafeBufferPointer { buffer in
      var scanner = WesternWordScanner(text: buffer, isPadded: isPadded)
      return scanner.scan(isWord)
    }
    return Words(text, ranges: ranges)
  }

  private init(text: UnsafeBufferPointer<Unicode.Scalar>, isPadded: Bool) {
    self.text = text
    self.isPadded = isPadded
    ranges.reserveCapacity(text.count / 4 + 4)
  }

  private mutating func scan(_ isWord: (Unicode.Scalar) -> Bool) -> [Range<Int>] {
    let (letters, punctuation) = (Self.letters, Self.punctuation)
    /// Whether the mark before this one was one that is not after a digit or a letter.
    var wasCut = false
    for index in text.indices {
      let scalar = text[index]
      if letters.contains(scalar) {
        if wordStart == nil { wordStart = index }
      } else if scalar == "." || scalar == "," {
        wasCut = isMark(index - 1) ? !wasCut : !isDigit(index - 1, orElse: !isPadded)
        append(index, asWord: wasCut || !isDigit(index + 1, orElse: !isPadded))
      } else if scalar == "-" {
        append(index, asWord: isDigit(index - 1, orElse: false))
      } else if scalar.isPythonSpace {
        endWord(at: index)
      } else {
        append(index, asWord: punctuation.contains(scalar) || isWord(scalar))
      }
    }
    endWord(at: text.count)
    return ranges
  }

  private mutating func append(_ index: Int, asWord: Bool) {
    if asWord {
      endWord(at: index)
      ranges.append(index..<index + 1)
    } else if wordStart == nil {
      wordStart = index
    }
  }

  private mutating func endWord(at index: Int) {
    if let start = wordStart { ranges.append(start..<index) }
    wordStart = nil
  }

  private func isMark(_ index: Int) -> Bool {
    index >= 0 && (text[index] == "." || text[index] == ",")
  }

  /// Whether there is a digit of ASCII at `index`; `outside` tells of either side of the text.
  private func isDigit(_ index: Int, orElse outside: Bool) -> Bool {
    text.indices.contains(index) ? "0"..."9" ~= text[index] : outside
  }
}
