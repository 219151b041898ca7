/// The entities that XML defines, and characters by their numbers.
enum XMLEntities {
  private static let named: [String: String] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'",
  ]
  /// The longest name that counts, so that an ampersand in a text is not taken for an entity.
  private static let longest = 12

  /// Text with its entities replaced; what is none stays.
  static func replaced(in text: [UInt8]) -> [UInt8] {
    let ampersand = UInt8(ascii: "&")
    guard var place = text.firstIndex(of: ampersand) else { return text }
    var result = Array(text[..<place])
    while place < text.count {
      let end = text[place...].prefix(longest).firstIndex(of: UInt8(ascii: ";"))
      if text[place] == ampersand, let end,
        let character = character(String(decoding: text[(place + 1)..<end], as: UTF8.self))
      {
        result += character.utf8
        place = end + 1
      } else {
        result.append(text[place])
        place += 1
      }
    }
    return result
  }

  private static func character(_ name: String) -> String? {
    guard name.hasPrefix("#") else { return named[name] }
    let digits = name.dropFirst()
    let isHexadecimal = digits.hasPrefix("x") || digits.hasPrefix("X")
    let number = isHexadecimal ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    return number.flatMap(Unicode.Scalar.init).map { String($0) }
  }
}
