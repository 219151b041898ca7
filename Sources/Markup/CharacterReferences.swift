/// The references to characters in HTML and XML: `&amp;`, `&#233;`, `&eacute;`.
package enum CharacterReferences {
  /// The longest reference that counts, so that an ampersand in a text is not taken for one.
  private static let longest = 12

  // MARK: - Finding

  /// The length of what has the form of a reference, known or not, at the beginning of a text; nil if nothing has.
  package static func length(at text: some Collection<UInt8>) -> Int? {
    guard text.first == UInt8(ascii: "&") else { return nil }
    let name = text.dropFirst().prefix(longest - 1).prefix { $0 != UInt8(ascii: ";") }
    guard name.count <= longest - 2, isName(Array(name)),
      text.dropFirst(1 + name.count).first == UInt8(ascii: ";")
    else { return nil }
    return name.count + 2
  }

  /// What has the form of a reference first in a line, from `&` to `;`; nil if nothing has.
  package static func first(in line: String) -> String? {
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

  /// A reference at a place, and its end; nil if there is none that is known.
  package static func reference(in bytes: [UInt8], at place: Int) -> (text: String, end: Int)? {
    guard let length = length(at: bytes[place...]) else { return nil }
    let end = place + length
    let name = String(decoding: bytes[(place + 1)..<(end - 1)], as: UTF8.self)
    return character(name).map { (String($0), end) }
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

  private static func character(_ name: String) -> Unicode.Scalar? {
    guard name.hasPrefix("#") else { return CharacterNames.all[name] }
    let digits = name.dropFirst()
    let isHexadecimal = digits.hasPrefix("x") || digits.hasPrefix("X")
    let number = isHexadecimal ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    // Control characters may not be in these documents, however they are written.
    guard let number, number >= 0x20 || [9, 10, 13].contains(number) else { return nil }
    return Unicode.Scalar(number)
  }

  // MARK: - Replacing

  /// Text with its references replaced by their characters; what is none stays.
  package static func decoded(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    return String(decoding: decoded(Array(text.utf8)), as: UTF8.self)
  }

  /// The UTF-8 of text with its references replaced by their characters; what is none stays.
  package static func decoded(_ bytes: [UInt8]) -> [UInt8] {
    guard var place = bytes.firstIndex(of: UInt8(ascii: "&")) else { return bytes }
    var result = Array(bytes[..<place])
    while place < bytes.count {
      if let (text, end) = reference(in: bytes, at: place) {
        result += text.utf8
        place = end
      } else {
        result.append(bytes[place])
        place += 1
      }
    }
    return result
  }

  /// Text in which nothing is markup; also the quotation mark `quote`, if it is given.
  package static func encoded(_ text: String, quote: UInt8? = nil) -> [UInt8] {
    var result: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): result += "&amp;".utf8
      case UInt8(ascii: "<"): result += "&lt;".utf8
      case UInt8(ascii: ">"): result += "&gt;".utf8
      case quote: result += byte == UInt8(ascii: "'") ? "&#39;".utf8 : "&quot;".utf8
      default: result.append(byte)
      }
    }
    return result
  }
}
