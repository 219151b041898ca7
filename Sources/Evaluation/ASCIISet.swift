/// A set of ASCII characters.
struct ASCIISet: Sendable {
  /// A bit for each of U+0000...U+003F.
  private var low: UInt64 = 0
  /// A bit for each of U+0040...U+007F.
  private var high: UInt64 = 0

  /// All of ASCII's punctuation and symbols.
  static let punctuation = ASCIISet("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")

  /// The set of the characters of a text in ASCII.
  init(_ characters: String) {
    for byte in characters.utf8 {
      if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte & 63) }
    }
  }

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    let value = scalar.value
    if value >= 128 { return false }
    return (value < 64 ? low : high) >> UInt64(value & 63) & 1 == 1
  }
}
