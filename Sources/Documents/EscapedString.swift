/// The lines of a string whose characters may be escaped, as JSON and tables of strings have them.
///
/// A line break ends a line, escaped or not, and so does any other escaped control character.
struct EscapedString {
  /// One escape in a string.
  struct Escape {
    /// Its length in bytes.
    let length: Int
    /// The character that it stands for, of which two may be the halves of one; nil if it stands for none.
    let unit: UInt16?
  }

  /// A line of the string: what it is in the document, and as text.
  struct Line {
    var range: Range<Int>
    var text: [UInt16]
  }

  let lines: [Line]

  /// Reads the bytes between quotation marks; `escape` reads an escape that begins with the backslash at a place.
  init(
    _ bytes: [UInt8], _ range: Range<Int>,
    _ escape: (Int) throws(DocumentError) -> Escape
  ) throws(DocumentError) {
    var lines: [Line] = []
    var line = Line(range: range.lowerBound..<range.lowerBound, text: [])
    var place = range.lowerBound
    func endLine(at end: Int, next: Int) {
      line.range = line.range.lowerBound..<end
      lines.append(line)
      line = Line(range: next..<next, text: [])
    }
    while place < range.upperBound {
      if bytes[place] == UInt8(ascii: "\\") {
        let escape = try escape(place)
        if let unit = escape.unit, unit < 0x20 {
          endLine(at: place, next: place + escape.length)
        } else if let unit = escape.unit {
          line.text.append(unit)
        }
        place += escape.length
      } else if case let length = SourceLine.breakLength(in: bytes, at: place), length > 0 {
        endLine(at: place, next: place + length)
        place += length
      } else {
        let end =
          bytes[place..<range.upperBound].firstIndex {
            $0 == UInt8(ascii: "\\") || $0 == 0x0A || $0 == 0x0D
          }
          ?? range.upperBound
        line.text += bytes.text(place..<end).utf16
        place = end
      }
    }
    endLine(at: range.upperBound, next: range.upperBound)
    self.lines = lines
  }

  /// Text without control characters as it may stand in a string.
  static func escaped(_ text: String) -> [UInt8] {
    text.utf8.flatMap { "\"\\".utf8.contains($0) ? [UInt8(ascii: "\\"), $0] : [$0] }
  }

  /// The places of the lines that have text.
  func slots(in bytes: [UInt8]) -> [Slot] {
    lines.compactMap { line in
      let text = String(decoding: line.text, as: UTF16.self)
      return Part.line(text, line.range, in: bytes).flatMap { [$0].markedText() }.map { text in
        Slot(text) { $0.bytes(Self.escaped) }
      }
    }
  }
}

extension Part {
  /// The text of a range without the white space at its ends; nil if it has nothing else.
  fileprivate static func line(_ text: String, _ range: Range<Int>, in bytes: [UInt8]) -> Part? {
    let trimmed = bytes.trimmed(range)
    let raw = Array(text.utf8)
    let own = raw.trimmed(raw.indices)
    guard !trimmed.isEmpty, !own.isEmpty else { return nil }
    let before = trimmed.lowerBound - range.lowerBound
    let after = range.upperBound - trimmed.upperBound
    return Part(range: trimmed, content: .text(raw.text(before..<raw.count - after)))
  }
}
