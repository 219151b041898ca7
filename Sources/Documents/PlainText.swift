/// Plain text, whose lines are paragraphs.
enum PlainText: DocumentReader {
  static let endings = ["txt", "text"]

  static func slots(of bytes: [UInt8]) throws(DocumentError) -> [Slot] {
    SourceLine.all(in: bytes).compactMap { line in
      slot(bytes, line.range) { $0.bytes { Array($0.utf8) } }
    }
  }

  /// The place of text without markup; nil if the range has no letter.
  static func slot(
    _ bytes: [UInt8], _ range: Range<Int>, _ write: @escaping @Sendable ([Piece]) -> [UInt8]
  ) -> Slot? {
    let range = bytes.trimmed(range)
    let part = Part(range: range, content: .text(bytes.text(range)))
    return [part].markedText().map { Slot($0, write) }
  }
}

/// Text in one line.
enum OneLine {
  /// The text without the white space at its ends.
  static func trimmed(_ text: String) -> String {
    let bytes = Array(self.text(text).utf8)
    return bytes.text(bytes.trimmed(bytes.indices))
  }

  /// The text with line breaks, TABs and other control characters as spaces.
  static func text(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 < 0x20 }) else { return text }
    return String(decoding: text.utf8.map { $0 < 0x20 ? 0x20 : $0 }, as: UTF8.self)
  }
}
