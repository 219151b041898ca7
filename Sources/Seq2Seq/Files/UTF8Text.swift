/// Turning bytes from outside into text.
package enum UTF8Text {
  /// Decodes bytes that may not be valid UTF-8.
  ///
  /// Ill-formed bytes become U+FFFD, one per maximal subpart as the Unicode standard recommends;
  /// `wasRepaired` says whether there were any, so that the caller can warn.
  package static func repaired(_ bytes: [UInt8]) -> (text: String, wasRepaired: Bool) {
    if let text = String(validating: bytes, as: UTF8.self) { return (text, false) }
    return (String(decoding: bytes, as: UTF8.self), true)
  }

  /// Whether the text is empty or has only white space, as Unicode defines it.
  package static func isBlank(_ text: String) -> Bool {
    // Most lines begin with a letter.
    if let first = text.utf8.first, 0x21...0x7E ~= first { return false }
    return text.unicodeScalars.allSatisfy(\.properties.isWhitespace)
  }

  /// Removes an incomplete character from the end of text that was cut at a byte.
  ///
  /// Other invalid bytes are left for validation to find.
  static func removePartialCharacter(from bytes: inout [UInt8]) {
    // A lead byte stands at most three from the end, with only continuation bytes after it.
    for distance in 1...3 where distance <= bytes.count {
      let byte = bytes[bytes.count - distance]
      if byte & 0xC0 == 0x80 { continue }
      let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
      if length > distance { bytes.removeLast(distance) }
      return
    }
  }
}

extension UTF8Text {
  /// The range of UTF-8 without the white space at both ends; empty if there is nothing else.
  static func trimmed(_ range: Range<Int>, of text: String) -> Range<Int> {
    let scalars = text.unicodeScalars
    var start = text.utf8.index(text.startIndex, offsetBy: range.lowerBound)
    var end = text.utf8.index(text.startIndex, offsetBy: range.upperBound)
    while start < end, scalars[start].properties.isWhitespace {
      start = scalars.index(after: start)
    }
    while start < end, scalars[scalars.index(before: end)].properties.isWhitespace {
      end = scalars.index(before: end)
    }
    return text.utf8.distance(
      from: text.startIndex, to: start)..<text.utf8.distance(from: text.startIndex, to: end)
  }
}

extension String {
  /// The text in a range of UTF-8 that begins and ends between characters.
  func text(_ range: Range<Int>) -> String {
    let start = utf8.index(startIndex, offsetBy: range.lowerBound)
    return String(self[start..<utf8.index(start, offsetBy: range.count)])
  }
}
