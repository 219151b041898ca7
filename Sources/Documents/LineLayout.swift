/// Sets a translation in lines as wide as those of the text it replaces.
///
/// A text of one line becomes one line.
struct LineLayout: Sendable {
  /// The most characters of a line; nil if all is one line.
  let width: Int?
  /// What comes between two lines: the end of one, and what the next begins with.
  let separator: [UInt8]

  static let oneLine = LineLayout(width: nil, separator: [0x20])

  /// The layout of the lines of a range, of which the first begins after `indentation` bytes of its line.
  init(of range: Range<Int>, in bytes: [UInt8], separator: [UInt8]?) {
    guard let separator else {
      self = .oneLine
      return
    }
    var (longest, length) = (0, 0)
    for place in range {
      if SourceLine.breakLength(in: bytes, at: place) > 0 {
        length = 0
      } else if bytes[place] & 0xC0 != 0x80 {
        length += 1
      }
      longest = max(longest, length)
    }
    (width, self.separator) = (max(longest, 20), separator)
  }

  private init(width: Int?, separator: [UInt8]) {
    (self.width, self.separator) = (width, separator)
  }

  /// The bytes of the pieces in lines; `atLineStart` escapes a word that the format would take for markup there.
  func bytes(
    of pieces: [Piece], escape: (String) -> [UInt8], atLineStart: ([UInt8]) -> [UInt8] = { $0 }
  ) -> [UInt8] {
    var result: [UInt8] = []
    var length = 0
    for word in Self.words(of: pieces, escape: escape) {
      let wordLength = word.count { $0 & 0xC0 != 0x80 }
      let fits = width.map { length + 1 + wordLength <= $0 } ?? true
      if result.isEmpty {
        result += atLineStart(word)
      } else if fits {
        result += [0x20] + word
        length += 1
      } else {
        result += separator + atLineStart(word)
        length = 0
      }
      length += wordLength
    }
    return result
  }

  /// What may not be divided: runs of text without white space, and the markup that touches them.
  static func words(of pieces: [Piece], escape: (String) -> [UInt8]) -> [[UInt8]] {
    var words: [[UInt8]] = []
    var word: [UInt8] = []
    for piece in pieces {
      switch piece {
      case .markup(let bytes): word += bytes
      case .text(let text):
        for byte in escape(text) {
          if !byte.isSpace {
            word.append(byte)
          } else if !word.isEmpty {
            words.append(word)
            word = []
          }
        }
      }
    }
    return word.isEmpty ? words : words + [word]
  }
}
