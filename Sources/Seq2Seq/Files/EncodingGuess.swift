internal import Tokenization

/// Guesses the encoding of text that does not name it.
enum EncodingGuess {
  /// The encoding whose characters include those of another, and with which text is usually meant.
  static func usual(_ encoding: String) -> String {
    switch encoding.uppercased() {
    case "ISO-8859-1", "LATIN1": "windows-1252"
    case "ISO-8859-9": "windows-1254"
    case "ISO-8859-8-I": "ISO-8859-8"
    default: encoding
    }
  }

  /// The encoding of a sample that begins with the first byte beyond ASCII; nil if it is UTF-8, perhaps with some
  /// damaged lines, or if it is no text.
  static func encoding(of sample: [UInt8]) -> String? {
    var sample = sample
    UTF8Text.removePartialCharacter(from: &sample)
    let (valid, invalid) = words(of: sample)
    // A single place may as well be damage.
    guard invalid >= 2, valid < invalid, isText(sample) else { return nil }
    let text = evidence(in: sample)
    let guesses = EncodingConverter.guesses(of: text.span)
      .filter { $0.confidence >= 5 && !$0.encoding.hasPrefix("UTF-") }
    let isSure = guesses.contains { $0.confidence >= 90 }
    if !isSure, EncodingPlausibility.isThai(text) { return "windows-874" }
    if !isSure, EncodingPlausibility.isTurkish(text) { return "windows-1254" }
    let candidates = (guesses.map { usual($0.encoding) } + others).compactMap { encoding in
      converted(text, from: encoding).map { (encoding, EncodingPlausibility($0)) }
    }
    let best =
      candidates.first { $0.1.isPlausible(strictly: true) }
      ?? candidates.first { $0.1.isPlausible(strictly: false) }
    return best?.0
  }

  /// Encodings to try if ICU guesses none that is plausible, the commonest first.
  private static let others = [
    "windows-1252", "windows-1251", "KOI8-R", "IBM866", "IBM850", "macintosh", "windows-1253",
    "windows-1255", "windows-1256", "windows-1250", "windows-1254",
  ]

  /// Whether there are next to no control characters.
  private static func isText(_ bytes: [UInt8]) -> Bool {
    let controls = bytes.count { $0 < 0x20 && !(0x09...0x0D).contains($0) && $0 != 0x1B }
    return !bytes.contains(0) && controls * 500 <= bytes.count
  }

  /// How many words with bytes beyond ASCII are valid UTF-8, and how many are not.
  ///
  /// Bytes below 0x30 end a word: in no encoding that is guessed are they a part of a longer character.
  private static func words(of sample: [UInt8]) -> (valid: Int, invalid: Int) {
    let words = sample.split { $0 < 0x30 }.filter { $0.contains { $0 >= 0x80 } }
    let valid = words.count { String(validating: $0, as: UTF8.self) != nil }
    return (valid, words.count - valid)
  }

  /// The cells that are not UTF-8, as far as they are needed to tell an encoding.
  ///
  /// The other side of a pair may be in another language, which would mislead.
  private static func evidence(in sample: [UInt8]) -> [UInt8] {
    let ends: [UInt8] = [0x09, 0x0A, 0x0D] + "<>\"".utf8
    var text: [UInt8] = []
    for cell in sample.split(whereSeparator: ends.contains) where text.count < 32 * 1024 {
      if String(validating: cell, as: UTF8.self) == nil { text += cell.prefix(32 * 1024) + [0x0A] }
    }
    return text
  }

  private static func converted(_ bytes: [UInt8], from encoding: String) -> String? {
    guard var converter = EncodingConverter(encoding) else { return nil }
    // No encoding has characters of more than three bytes in UTF-8 for one of its own.
    var result = [UInt8](repeating: 0, count: 3 * bytes.count + 16)
    guard let (_, written) = converter.convert(bytes.span, isEnd: true, into: &result, from: 0)
    else { return nil }
    return String(decoding: result[..<written], as: UTF8.self)
  }

  /// ISO-2022-JP, if a text has its sequences, which are all ASCII.
  static func escaped(_ head: [UInt8]) -> String? {
    let places = head.indices.dropLast(2).filter { head[$0] == 0x1B && head[$0 + 1] == 0x24 }
    return places.contains { [0x40, 0x42].contains(head[$0 + 2]) } ? "ISO-2022-JP" : nil
  }

  // MARK: - UTF-16 without a mark

  /// UTF-16BE or UTF-16LE, if a text is in it without a byte order mark.
  ///
  /// Every second byte of spaces and ends of lines is 0 there.
  static func wide(_ head: [UInt8]) -> String? {
    let zeros = head.indices.filter { head[$0] == 0 }
    guard let first = zeros.first, head.count >= 8, zeros.count * 200 >= head.count,
      zeros.allSatisfy({ $0 % 2 == first % 2 })
    else { return nil }
    let isLittle = first % 2 == 1
    let units = stride(from: 0, to: head.count - 1, by: 2).map { place in
      let (low, high) = isLittle ? (head[place], head[place + 1]) : (head[place + 1], head[place])
      return UInt16(high) << 8 | UInt16(low)
    }
    let isDense = zeros.count * 4 >= head.count
    return isWide(units, isDense: isDense) ? (isLittle ? "UTF-16LE" : "UTF-16BE") : nil
  }

  /// Whether units of 16 bits make a text; `isDense`: at least half of them are of ASCII or Latin letters.
  private static func isWide(_ units: [UInt16], isDense: Bool) -> Bool {
    let separators = units.count { [0x09, 0x0A, 0x0D, 0x20].contains($0) }
    let swapped = units.count { [0x0900, 0x0A00, 0x0D00].contains($0) }
    let controls = units.count { $0 < 0x20 && ![0x09, 0x0A, 0x0D].contains($0) }
    // What text of single bytes looks like: two letters of ASCII in one unit, or an end of a line and a letter.
    let broad = units.filter { $0 > 0xFF }
    let packed = broad.count {
      // Not 0x30, with which hiragana begin.
      (0x31..<0x7F).contains($0 >> 8) && (0x20..<0x7F).contains($0 & 0xFF)
    }
    let inverted = broad.count {
      [0x09, 0x0A, 0x0D].contains($0 >> 8) && (0x20..<0x7F).contains($0 & 0xFF)
    }
    // A character of two units may be cut at the end of the head.
    return separators > 0 && swapped == 0 && controls == 0
      && (isDense || (inverted == 0 && packed * 10 <= broad.count * 6))
      && String(validating: units.dropLast(), as: UTF16.self) != nil
  }
}
