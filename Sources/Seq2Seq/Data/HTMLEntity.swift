/// Finds entities of HTML in text: `&amp;`, `&#39;`, `&#x27;`.
package enum HTMLEntity {
  /// The longest name that counts, so that an ampersand in a sentence is not taken for an entity.
  private static let longestName = 8

  /// The first entity of a line.
  ///
  /// - Returns: the entity, from `&` to `;`; nil if there is none.
  package static func first(in line: String) -> String? {
    guard line.utf8.contains(UInt8(ascii: "&")) else { return nil }
    var rest = line.utf8[...]
    while let start = rest.firstIndex(of: UInt8(ascii: "&")) {
      rest = rest[start...]
      if let length = length(at: rest) {
        return String(decoding: rest.prefix(length), as: UTF8.self)
      }
      rest = rest.dropFirst()
    }
    return nil
  }

  /// The length of the entity with which a text begins, in bytes; nil if it begins with none.
  static func length(at text: some Collection<UInt8>) -> Int? {
    guard text.first == UInt8(ascii: "&") else { return nil }
    let name = text.dropFirst().prefix(longestName).prefix { $0 != UInt8(ascii: ";") }
    guard isName(Array(name)), text.dropFirst(1 + name.count).first == UInt8(ascii: ";") else {
      return nil
    }
    return name.count + 2
  }

  /// Whether bytes name a character: letters and digits, or the number of the character.
  private static func isName(_ bytes: [UInt8]) -> Bool {
    guard bytes.first == UInt8(ascii: "#") else {
      return bytes.count >= 2 && isLetter(bytes[0])
        && bytes.allSatisfy { isLetter($0) || isDigit($0) }
    }
    let digits = bytes.dropFirst()
    guard let first = digits.first else { return false }
    let isHexadecimal = first | 0x20 == UInt8(ascii: "x")
    let number = isHexadecimal ? digits.dropFirst() : digits
    return !number.isEmpty
      && number.allSatisfy { isDigit($0) || (isHexadecimal && 0x61...0x66 ~= $0 | 0x20) }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { 0x61...0x7A ~= byte | 0x20 }

  private static func isDigit(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte }
}
