/// Finds words by mteval-v13a's rules for Western languages.
///
/// An ASCII punctuation mark is a word of its own. But an apostrophe is a letter, and so is a hyphen, except after a
/// digit. A full stop or comma is a word, except between digits.
///
/// The original consists of substitutions by regular expressions, the first of which is `[^0-9][.,]`. Its matches do
/// not overlap, so in a sequence of full stops and commas, the mark after a match does not match. Such a mark is
/// treated as if it were after a digit: it is a letter if a digit follows. So `a..5` has the words `a`, `.` and `.5`.
struct WesternWordScanner {
  /// The ASCII punctuation marks that are always words.
  static let punctuation = ASCIISet("!\"#$%&()*+/:;<=>?@[\\]^_`{|}~")
  /// The characters that are always letters.
  private static let letters = ASCIISet(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'")

  private let text: [Unicode.Scalar]
  /// Whether the text is treated as if there were a space before and after it.
  private let isPadded: Bool
  private var ranges: [Range<Int>] = []
  private var wordStart: Int?

  /// The words of a text; scalars for which `isWord` holds are words too.
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
    // Whether the last full stop or comma matched `[^0-9][.,]`.
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

  /// Whether there is an ASCII digit at `index`; `outside` is the answer for indices outside the text.
  private func isDigit(_ index: Int, orElse outside: Bool) -> Bool {
    text.indices.contains(index) ? "0"..."9" ~= text[index] : outside
  }
}
