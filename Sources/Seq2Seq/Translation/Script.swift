/// Scripts that set no spaces between words and sentences.
enum Script {
  /// Whether two translations need a space between them, although their sources had none.
  ///
  /// They do if the source's script sets no spaces there, and neither translation ends or begins in such a script.
  static func needsSpace(from source: String, _ left: String, _ right: String) -> Bool {
    guard let end = source.unicodeScalars.last, let last = left.unicodeScalars.last,
      let first = right.unicodeScalars.first
    else { return false }
    return isUnspaced(end) && !isUnspaced(last) && !isUnspaced(first)
      && !last.properties.isWhitespace
  }

  /// Thai, Lao, Burmese, Khmer, and Chinese and Japanese with their punctuation.
  static func isUnspaced(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x2E80...0x9FFF, 0xF900...0xFAFF,
      0xFE30...0xFE4F, 0xFF00...0xFFEF, 0x20000...0x3FFFF:
      true
    default: false
    }
  }
}
