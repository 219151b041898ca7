/// Lines of text that is hard to divide, fold and count: for what is fast for usual text and must give the same for any.
package enum HostileText {
  /// Words, signs and characters that behave in their own ways.
  private static let parts = [
    "The", "the", "THE", "I", "i", "İ", "ı", "oven", "OVEN", "Oven", "Oslo", "OSLO", "oslo", "NATO",
    "A", "straße", "STRASSE", "STRAẞE", "ẞ", "É", "été", "l’été", "L'Été", "n'est", "e\u{301}",
    "E\u{301}\u{327}", "\u{301}", "ǅ", "ǆep", "ΟΔΟΣ", "οδός", "Σ", "МОСКВА", "москва", "Ё", "שלום",
    "مرحبا", "今日は", "天気", "\u{304B}\u{3099}", "ﾊﾞ", "한국", "각", "\u{1100}\u{1161}",
    "วันนี้", "नमस्ते", "𝔘𝔫𝔦", "😀", "👩\u{200D}🚀", "🇫🇷", "\u{200D}", "\u{200C}", "\u{AD}",
    "so\u{AD}fa", "\u{200B}", "\u{FEFF}", "\u{202E}", "\u{2060}", "\u{A0}", "\u{202F}", "\u{2007}",
    "\u{2000}", "\u{2028}", "\u{85}", "\u{3000}", "\u{1680}", "\u{0B}", "\u{1}", "\u{7F}",
    "\u{FFFD}",
    "12", "3D", "4th", "1,000.5", "10:30", "²", "½", "Ⅷ", "ⅷ", "ª", "ʰ", "ﬁ", "Ａ", "１", ".", "!",
    "?", "…", "...", "。", "！", ",", ";", ":", "-", "–", "—", "\"", "'", "’", "‘", "“", "”", "„",
    "«", "»", "«\u{A0}", "\u{202F}»", "`", "(", ")", "<b>", "</b>", "&amp;", "<", "&", "{name}",
    "%d",
    "https://example.org/a", "a@b.org", "file.txt", "#tag", "@name", "$x", "\\", "/", "O’NEILL’S",
    "iPhone", "McDonald", "A.B.", "e.g.", "Ωmega", "\u{212B}", "\u{1E9E}", "\u{37E}", "\u{1FEF}",
    "Pneumonoultramicroscopicsilicovolcanoconiosis", "DONAUDAMPFSCHIFFFAHRTSGESELLSCHAFT",
  ]

  /// Marks of spans and of case, and other noncharacters.
  private static let marks: [String] = (0xFDD0...0xFDEF as ClosedRange<UInt32>).compactMap {
    Unicode.Scalar($0).map { String($0) }
  }

  /// A line of up to 12 parts, most with spaces between them.
  package static func line(using generator: inout some RandomNumberGenerator) -> String {
    var line = ""
    let isUsual = Bool.random(using: &generator)
    for _ in 0..<Int.random(in: 0...12, using: &generator) {
      switch Int.random(in: 0..<40, using: &generator) {
      case 0: line += marks.randomElement(using: &generator) ?? ""
      case 1: line.unicodeScalars.append(scalar(using: &generator))
      // Letters and words are the first parts.
      case _ where isUsual: line += parts[Int.random(in: 0..<24, using: &generator)]
      default: line += parts.randomElement(using: &generator) ?? ""
      }
      line += [" ", " ", " ", "", "  ", "\t", ". ", ", "].randomElement(using: &generator) ?? ""
    }
    return line
  }

  /// Any character.
  private static func scalar(using generator: inout some RandomNumberGenerator) -> Unicode.Scalar {
    let most: UInt32 =
      [0x80, 0x800, 0x3100, 0x10000, 0x110000].randomElement(using: &generator) ?? 1
    return Unicode.Scalar(UInt32.random(in: 0..<most, using: &generator)) ?? "x"
  }
}
