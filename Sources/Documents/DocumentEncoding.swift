/// How the bytes of a document are text: UTF-8 or UTF-16, with or without a byte order mark.
enum DocumentEncoding: Sendable {
  case utf8(hasMark: Bool)
  case utf16(isBigEndian: Bool)

  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Recognises the encoding and converts the document to UTF-8 without a mark.
  static func decoded(
    _ bytes: [UInt8]
  ) throws(DocumentError) -> (bytes: [UInt8], encoding: DocumentEncoding) {
    if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) {
      throw DocumentError(line: 1, reason: .otherEncoding("UTF-32"))
    }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      let isBigEndian = bytes[0] == 0xFE
      return (try utf16(bytes, isBigEndian), .utf16(isBigEndian: isBigEndian))
    }
    let hasMark = bytes.starts(with: mark)
    let text = hasMark ? Array(bytes.dropFirst(mark.count)) : bytes
    guard String(validating: text, as: UTF8.self) != nil else { throw invalid(text) }
    // Text has no NUL, but UTF-16 has one beside every letter of English.
    if let place = text.firstIndex(of: 0) {
      throw DocumentError(.otherEncoding("UTF-16"), at: place, in: text)
    }
    return (text, .utf8(hasMark: hasMark))
  }

  /// Text in this encoding, with the mark if it has one.
  func encoded(_ text: [UInt8]) -> [UInt8] {
    switch self {
    case .utf8(let hasMark): return hasMark ? Self.mark + text : text
    case .utf16(let isBigEndian):
      var bytes: [UInt8] = []
      bytes.reserveCapacity(text.count * 2 + 2)
      for unit in CollectionOfOne(0xFEFF) + Array(String(decoding: text, as: UTF8.self).utf16) {
        let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
        bytes += isBigEndian ? [high, low] : [low, high]
      }
      return bytes
    }
  }

  private static func utf16(
    _ bytes: [UInt8], _ isBigEndian: Bool
  ) throws(DocumentError) -> [UInt8] {
    let units = stride(from: 2, to: bytes.count - 1, by: 2).map { place in
      let (first, second) = (UInt16(bytes[place]), UInt16(bytes[place + 1]))
      return isBigEndian ? first << 8 | second : second << 8 | first
    }
    guard bytes.count % 2 == 0, let text = String(validating: units, as: UTF16.self) else {
      throw DocumentError(line: 1, reason: .otherEncoding("damaged UTF-16"))
    }
    return Array(text.utf8)
  }

  /// The error that names the first line that is not UTF-8.
  private static func invalid(_ bytes: [UInt8]) -> DocumentError {
    let lines = SourceLine.all(in: bytes)
    let number = lines.firstIndex { String(validating: bytes[$0.range], as: UTF8.self) == nil }
    return DocumentError(line: (number ?? 0) + 1, reason: .notUTF8)
  }
}

extension DocumentError {
  /// Refuses an encoding that a document names, unless it is the one it is in.
  ///
  /// Translations may have any letter, which a document in another encoding would show as others.
  static func check(declared name: String, at place: Int, in bytes: [UInt8]) throws(DocumentError) {
    let isKnown = ["utf-8", "utf8", "utf-16", "unicode", "charset", ""].contains(name.lowercased())
    if !isKnown { throw DocumentError(.otherEncoding(name), at: place, in: bytes) }
  }
}
