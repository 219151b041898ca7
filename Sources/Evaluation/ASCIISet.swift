/// A set of ASCII characters.
struct ASCIISet: Sendable {
  /// One bit for each of U+0000...U+003F.
  private var low: UInt64 = 0
  /// One bit for each of U+0040...U+007F.
  private var high: UInt64 = 0

  /// All punctuation and symbols of ASCII.
  static let punctuation = ASCIISet("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")

  /// Makes the set of the characters of an ASCII text.
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
