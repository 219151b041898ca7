/// Bytes at the start of a text by which it names its own encoding.
struct EncodingMark {
  /// The mark itself, which is no text.
  let bytes: [UInt8]
  /// The encoding to convert from; nil for UTF-8.
  let encoding: String?

  /// Byte order marks; one that begins like another comes before it.
  static let all = [
    EncodingMark(bytes: [0xEF, 0xBB, 0xBF], encoding: nil),
    EncodingMark(bytes: [0xFF, 0xFE, 0x00, 0x00], encoding: "UTF-32LE"),
    EncodingMark(bytes: [0x00, 0x00, 0xFE, 0xFF], encoding: "UTF-32BE"),
    EncodingMark(bytes: [0xFF, 0xFE], encoding: "UTF-16LE"),
    EncodingMark(bytes: [0xFE, 0xFF], encoding: "UTF-16BE"),
    EncodingMark(bytes: [0x84, 0x31, 0x95, 0x33], encoding: "GB18030"),
  ]

  /// Whether a file that has only these bytes so far may begin with the mark.
  func mayBegin(_ head: [UInt8]) -> Bool {
    head.count < bytes.count && !head.isEmpty && bytes.starts(with: head)
  }

  /// The encoding that an XML declaration names; nil if there is none, or if it is UTF-8.
  static func declared(_ head: [UInt8]) -> String? {
    guard head.starts(with: "<?xml".utf8) else { return nil }
    let declaration = String(
      decoding: head.prefix(256).prefix { $0 != UInt8(ascii: ">") }, as: UTF8.self)
    guard let key = declaration.firstRange(of: "encoding") else { return nil }
    let value = declaration[key.upperBound...].drop { $0 == " " || $0 == "=" }
    guard let quote = value.first, quote == "\"" || quote == "'" else { return nil }
    let name = value.dropFirst().prefix { $0 != quote }
    // The declaration could be read, so the text is not in an encoding of wider units, whatever it says.
    let isReadAsIs = ["UTF", "US-ASCII"].contains { name.uppercased().hasPrefix($0) }
    return name.isEmpty || isReadAsIs ? nil : EncodingGuess.usual(String(name))
  }
}
