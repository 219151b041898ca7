/// Follows a document type, `<!DOCTYPE …>`, to its end; strings, brackets and comments in it may have a `>`.
package struct DocumentTypeScan {
  private var brackets = 0
  private var quote: UInt8 = 0
  private var isComment = false
  /// The last eight bytes.
  private var last: UInt64 = 0
  /// Whether it declares entities of its own, which may be of any size.
  package private(set) var declaresEntities = false

  package init() {}

  /// Takes the next byte; returns whether it is the last one.
  package mutating func isEnd(_ byte: UInt8) -> Bool {
    last = last << 8 | UInt64(byte)
    if isComment {
      isComment = last & 0xFF_FFFF != Self.code("-->")
      return false
    }
    if quote != 0 {
      if byte == quote { quote = 0 }
      return false
    }
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): quote = byte
    case UInt8(ascii: "["): brackets += 1
    case UInt8(ascii: "]"): brackets -= 1
    case UInt8(ascii: ">"): return brackets <= 0
    default:
      if last & 0xFFFF_FFFF == Self.code("<!--") { isComment = true }
      if last == Self.code("<!ENTITY") { declaresEntities = true }
    }
    return false
  }

  /// Whether a document type declares entities of its own.
  package static func declaresEntities(_ bytes: some Sequence<UInt8>) -> Bool {
    var scan = DocumentTypeScan()
    for byte in bytes where scan.isEnd(byte) { break }
    return scan.declaresEntities
  }

  /// At most eight bytes as one number.
  private static func code(_ text: StaticString) -> UInt64 {
    text.description.utf8.reduce(0) { $0 << 8 | UInt64($1) }
  }
}
