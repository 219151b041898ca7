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
    let lines = sample.split(separator: 0x0A).filter { $0.contains { $0 >= 0x80 } }
    let invalid = lines.filter { String(validating: $0, as: UTF8.self) == nil }
    if lines.count - invalid.count >= max(invalid.count, 1) || !isText(sample) { return nil }
    var text: [UInt8] = []
    for line in invalid { text += line + [0x0A] }
    // A single place may as well be damage.
    if runs(in: text) < 2 { return nil }
    let candidates = EncodingConverter.guesses(of: text.span)
      .filter { $0.confidence >= 5 && !$0.encoding.hasPrefix("UTF-") }
      .map { usual($0.encoding) }
    return (candidates + ["windows-1252"]).first { isPlausible(text, in: $0) }
  }

  /// Whether there are next to no control characters.
  private static func isText(_ bytes: [UInt8]) -> Bool {
    let controls = bytes.count { $0 < 0x20 && !(0x09...0x0D).contains($0) && $0 != 0x1B }
    return !bytes.contains(0) && controls * 500 <= bytes.count
  }

  /// How many runs of bytes beyond ASCII there are.
  private static func runs(in bytes: [UInt8]) -> Int {
    zip([0] + bytes, bytes).count { $0 < 0x80 && $1 >= 0x80 }
  }

  // MARK: - Plausible text

  /// Whether text in an encoding has hardly any errors, and words in one script each.
  private static func isPlausible(_ bytes: [UInt8], in encoding: String) -> Bool {
    guard let text = converted(bytes, from: encoding) else { return false }
    var (foreign, errors, mixtures) = (0, 0, 0)
    var last: Int?
    for scalar in text.unicodeScalars {
      let isLetter = scalar.properties.isAlphabetic
      let script = isLetter ? script(of: scalar) : nil
      if scalar.value >= 0x80 { foreign += 1 }
      if scalar.value == 0xFFFD || (0x80...0x9F).contains(scalar.value)
        || (0xE000...0xF8FF).contains(scalar.value)
      {
        errors += 1
      }
      if let script, let last, script != last { mixtures += 1 }
      last = script
    }
    return errors * 50 <= foreign && mixtures * 4 <= foreign
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

  private static func converted(_ bytes: [UInt8], from encoding: String) -> String? {
    guard var converter = EncodingConverter(encoding) else { return nil }
    // No encoding has characters of more than three bytes in UTF-8 for one of its own.
    var result = [UInt8](repeating: 0, count: 3 * bytes.count + 16)
    guard let (_, written) = converter.convert(bytes.span, isEnd: true, into: &result, from: 0)
    else { return nil }
    return String(decoding: result[..<written], as: UTF8.self)
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
    return isWide(units) ? (isLittle ? "UTF-16LE" : "UTF-16BE") : nil
  }

  private static func isWide(_ units: [UInt16]) -> Bool {
    let separators = units.count { [0x09, 0x0A, 0x0D, 0x20].contains($0) }
    let swapped = units.count { [0x0900, 0x0A00, 0x0D00].contains($0) }
    let controls = units.count { $0 < 0x20 && ![0x09, 0x0A, 0x0D].contains($0) }
    let broad = units.filter { $0 > 0xFF }
    // Two letters of ASCII, which are one character of another script by chance.
    let packed = broad.count {
      (0x20..<0x7F).contains($0 >> 8) && (0x20..<0x7F).contains($0 & 0xFF)
    }
    // A character of two units may be cut at the end of the head.
    return separators > 0 && swapped == 0 && controls == 0 && packed * 10 <= broad.count * 6
      && String(validating: units.dropLast(), as: UTF16.self) != nil
  }
}
