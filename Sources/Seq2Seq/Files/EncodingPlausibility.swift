/// What speaks against a text having been converted from the right encoding.
///
/// A wrong encoding makes letters of several scripts in a word, symbols between letters, capitals after small letters, or
/// words of accented letters only.
struct EncodingPlausibility {
  /// Characters beyond ASCII.
  private var foreign = 0
  private var errors = 0
  private var mixtures = 0
  private var symbols = 0
  private var innerCapitals = 0
  private var capitals = 0
  private var smallLetters = 0
  /// Accented letters of the Latin script, and how many runs they make.
  private var accented = 0
  private var accentedRuns = 0

  init(_ text: String) {
    var before = Unicode.Scalar(UInt8(ascii: " "))
    var current = before
    for next in text.unicodeScalars {
      count(current, after: before, before: next)
      (before, current) = (current, next)
    }
    count(current, after: before, before: Unicode.Scalar(UInt8(ascii: " ")))
  }

  /// Whether hardly anything speaks against it; `strictly`: nor the number of capitals, which some texts are full of.
  func isPlausible(strictly: Bool) -> Bool {
    errors * 50 <= foreign && mixtures * 4 <= foreign && symbols * 4 <= foreign
      && innerCapitals * 8 <= foreign && accented * 2 <= accentedRuns * 5
      && !(strictly && capitals > smallLetters)
  }

  private mutating func count(
    _ scalar: Unicode.Scalar, after before: Unicode.Scalar, before next: Unicode.Scalar
  ) {
    let letter = scalar.properties.isAlphabetic || scalar.properties.isDiacritic
    if letter { countLetter(scalar, after: before) }
    guard scalar.value >= 0x80 else { return }
    foreign += 1
    switch scalar.value {
    case 0xFFFD, 0x80...0x9F, 0xE000...0xF8FF: errors += 1
    case 0x2010...0x2019, 0xB7, 0x30FB: break
    // Opening marks and the like, which never follow a letter.
    case 0xA1, 0xAB, 0xBF, 0x02C6, 0x201A, 0x201E, 0x2020, 0x2021, 0x2039:
      if before.properties.isAlphabetic { symbols += 1 }
    default: if !letter, Self.isInWord(before), Self.isInWord(next) { symbols += 1 }
    }
  }

  private mutating func countLetter(_ scalar: Unicode.Scalar, after before: Unicode.Scalar) {
    let script = Self.script(of: scalar)
    if before.properties.isAlphabetic, Self.script(of: before) != script { mixtures += 1 }
    // Names such as iPhone are right in any encoding.
    if before.properties.isLowercase, scalar.properties.isUppercase,
      max(before, scalar).value >= 0x80
    {
      innerCapitals += 1
    }
    guard scalar.value >= 0x80 else { return }
    if scalar.properties.isUppercase { capitals += 1 }
    if scalar.properties.isLowercase { smallLetters += 1 }
    if script == 0 {
      accented += 1
      if before.value < 0x80 || !before.properties.isAlphabetic { accentedRuns += 1 }
    }
  }

  private static func isInWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || (scalar.value >= 0x80 && !scalar.properties.isWhitespace)
  }

  /// A number for each script; those of East Asia, which are written without spaces between them, share one.
  private static func script(of scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0..<0x250, 0x1E00..<0x1F00: 0
    case 0x370..<0x400, 0x1F00..<0x2000: 1
    case 0x400..<0x530: 2
    case 0x2E80..<0xD800, 0xF900..<0xFB00, 0xFF66..<0xFFDD, 0x20000..<0x40000: 3
    default: Int(scalar.value >> 8) + 4
    }
  }
}

extension EncodingPlausibility {
  /// Whether bytes are Turkish in windows-1254, which in a few lines looks like the encodings of its neighbours.
  ///
  /// It has no other letters beyond ASCII than these, and often those that other languages do not have beside them.
  static func isTurkish(_ text: [UInt8]) -> Bool {
    let letters = text.filter { $0 >= 0xC0 }
    let own = letters.count(where: turkishAlone.contains)
    return letters.allSatisfy { turkishAlone.contains($0) || turkishToo.contains($0) } && own >= 2
      && own * 4 >= letters.count
  }

  /// Ğ İ Ş ğ ı ş.
  private static let turkishAlone: Set<UInt8> = [0xD0, 0xDD, 0xDE, 0xF0, 0xFD, 0xFE]
  /// Ç Ö Ü Â Î Û in both sizes.
  private static let turkishToo: Set<UInt8> = [
    0xC7, 0xD6, 0xDC, 0xC2, 0xCE, 0xDB, 0xE7, 0xF6, 0xFC, 0xE2, 0xEE, 0xFB,
  ]

  /// Whether bytes are Thai in windows-874, which ICU does not guess.
  ///
  /// In Thai, about every third sign is a vowel or a tone mark; those above and below stand after a letter, and leading
  /// vowels before one.
  static func isThai(_ text: [UInt8]) -> Bool {
    var (letters, vowels, others, violations) = (0, 0, 0, 0)
    for (place, byte) in text.enumerated() where byte >= 0x80 {
      switch byte {
      case 0xA1...0xCE: letters += 1
      // Digits, and signs that are seldom.
      case 0xCF, 0xDF, 0xE5, 0xE6, 0xEF...0xFB: others += 1
      case 0xD0, 0xD2, 0xD3: vowels += 1
      case 0xD1, 0xD4...0xDA, 0xE7...0xEE:
        vowels += 1
        if place == 0 || text[place - 1] < 0xA1 { violations += 1 }
      case 0xE0...0xE4:
        vowels += 1
        if place + 1 == text.count || !(0xA1...0xCE).contains(text[place + 1]) { violations += 1 }
      default: violations += 1
      }
    }
    let all = letters + vowels + others
    return all >= 8 && (violations * 2 + others) * 20 <= all && vowels * 5 >= all
      && letters * 10 >= all * 4
  }
}
