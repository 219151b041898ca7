/// Finds words by the part of mteval-v13a's rules that is made for languages in Latin letters.
///
/// A mark of ASCII's punctuation is a word. But an apostrophe is a letter, and so is a hyphen unless
/// it is after a digit. A full stop or comma is a word unless it is between digits.
///
/// The original states this by substitutions of regular expressions, of which `[^0-9][.,]` comes
/// first. Its matches do not overlap: in a row of full stops and commas, the one after a match is
/// no match. Such a mark counts as after a digit, and is a letter if a digit follows: `a..5` is
/// the words `a`, `.` and `.5`.
struct WesternWordScanner {
  /// ASCII's punctuation that always is a word.
  static let punctuation = ASCIISet("!\"#$%&()*+/:;<=>?@[\\]^_`{|}~")
  /// What is a letter wherever it stands.
  private static let letters = ASCIISet(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'")

  private let text: [Unicode.Scalar]
  /// Whether there is white space, and not nothing, on either side of the text.
  private let isPadded: Bool
  private var ranges: [Range<Int>] = []
  private var wordStart: Int?

  /// The words of a text, in which those scalars are words as well for which `isWord` holds.
  static func words(
    in text: [Unicode.Scalar], isPadded: Bool = true,
    isWord: (Unicode.Scalar) -> Bool = { _ in false }
  ) -> Words {
    var scanner = WesternWordScanner(text: text, isPadded: isPadded)
    return Words(text, ranges: scanner.scan(isWord))
  }

  private init(text: [Unicode.Scalar], isPadded: Bool) {
    self.text = text
    self.isPadded = isPadded
    ranges.reserveCapacity(text.count / 4 + 4)
  }

  private mutating func scan(_ isWord: (Unicode.Scalar) -> Bool) -> [Range<Int>] {
    let (letters, punctuation) = (Self.letters, Self.punctuation)
    // Whether the last full stop or comma was a match of `[^0-9][.,]`.
    var wasMatch = false
    for index in text.indices {
      let scalar = text[index]
      if letters.contains(scalar) {
        if wordStart == nil { wordStart = index }
      } else if scalar == "." || scalar == "," {
        wasMatch = isMark(index - 1) ? !wasMatch : !isDigit(index - 1, orElse: !isPadded)
        append(index, asWord: wasMatch || !isDigit(index + 1, orElse: !isPadded))
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
