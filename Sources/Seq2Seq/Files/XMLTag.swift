internal import Markup

/// The beginning of an XML element: its name and attributes.
struct XMLTag {
  /// The name, without the prefix of its namespace.
  let name: String
  private var attributes: [(name: String, value: String)] = []

  /// Reads what stands between `<` and `>`; nil if it is damaged.
  init?(_ bytes: [UInt8]) {
    let nameEnd = bytes.firstIndex(where: Self.isSpace) ?? bytes.endIndex
    name = Self.name(Array(bytes[..<nameEnd]))
    guard let first = bytes.first, !Self.isSpace(first), !name.isEmpty else { return nil }
    var rest = bytes[nameEnd...]
    while true {
      rest = rest.drop(while: Self.isSpace)
      if rest.isEmpty { return }
      guard let equals = rest.firstIndex(of: UInt8(ascii: "=")) else { return nil }
      let key = Self.name(Array(rest[..<equals]))
      let value = rest[(equals + 1)...].drop(while: Self.isSpace)
      guard let quote = value.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
        let end = value.dropFirst().firstIndex(of: quote)
      else { return nil }
      let text = CharacterReferences.decoded(Array(value[(value.startIndex + 1)..<end]))
      attributes.append((key, String(decoding: text, as: UTF8.self)))
      rest = value[(end + 1)...]
    }
  }

  /// The value of an attribute, by its name without a prefix.
  subscript(name: String) -> String? { attributes.first { $0.name == name }?.value }

  /// A name without the prefix of its namespace, and without white space.
  static func name(_ bytes: [UInt8]) -> String {
    let text = String(decoding: bytes.filter { !isSpace($0) }, as: UTF8.self)
    return text.split(separator: ":").last.map(String.init) ?? text
  }

  private static func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }
}
