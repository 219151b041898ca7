internal import Evaluation

/// Where spaces stand between words and sentences.
enum Spacing {
  /// Whether two translations need a space between them, although their sources had none.
  ///
  /// They do if the source's script sets no spaces there, and neither translation ends or begins in such a script.
  static func isNeeded(from source: String, _ left: String, _ right: String) -> Bool {
    guard let end = source.unicodeScalars.last, let last = left.unicodeScalars.last,
      let first = right.unicodeScalars.first
    else { return false }
    return isUnspaced(end) && !isUnspaced(last) && !isUnspaced(first)
      && !last.properties.isWhitespace
  }

  /// Whether a character stands without spaces around it: the letters of scripts without spaces, and the punctuation of
  /// Chinese and Japanese.
  static func isUnspaced(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x0E00: false
    case 0x3000...0x303F, 0xFE30...0xFE4F, 0xFF00...0xFFEF: true
    default: SpacelessScripts.isSpaceless(scalar)
    }
  }
}
