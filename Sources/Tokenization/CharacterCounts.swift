/// How often each character occurs in a text, as far as ``CharacterForms`` needs to know.
package struct CharacterCounts: Sendable {
  /// By character; those above U+FFFF have no variants.
  private var counts = [Int](repeating: 0, count: 0x10000)
  /// Runs of exactly three full stops.
  private var threeDots = 0

  package init() {}

  /// Counts the characters of a line.
  package mutating func add(_ line: String) {
    var dots = 0
    for scalar in line.unicodeScalars {
      count(scalar)
      if scalar == "." {
        dots += 1
      } else {
        threeDots += dots == 3 ? 1 : 0
        dots = 0
      }
    }
    threeDots += dots == 3 ? 1 : 0
  }

  /// Every character of a vocabulary's pieces, as if it occurred once.
  init(_ vocabulary: Vocabulary) {
    let texts = vocabulary.texts
    for index in 0..<texts.count {
      for scalar in String(decoding: texts[index], as: UTF8.self).unicodeScalars { count(scalar) }
    }
    counts = counts.map { min($0, 1) }
    threeDots = counts[0x2E]
  }

  private mutating func count(_ scalar: Unicode.Scalar) {
    guard scalar.value < 0x10000 else { return }
    counts[Int(scalar.value)] += 1
    // A text with kana has the marks of voiced sounds, as parts of other characters.
    if 0x30A1...0x30FA ~= scalar.value {
      counts[0x3099] += 1
      counts[0x309A] += 1
    }
  }

  subscript(scalar: Unicode.Scalar) -> Int {
    scalar.value < 0x10000 ? counts[Int(scalar.value)] : 0
  }

  /// The count of a character, of three full stops, or of the rarest of several characters.
  subscript(text: String) -> Int {
    if text == "..." { return threeDots }
    return text.unicodeScalars.reduce(.max) { min($0, self[$1]) }
  }
}
