import Platform

/// Maps words to small letters and capitals, by the rules of a language; the results are in NFC.
struct LetterCase: ~Copyable, Sendable {
  private let rules: CaseRules
  /// Whether ASCII has its own rules alone: not so in Turkish (i, İ) and Dutch (IJ).
  private let isPlainASCII: Bool
  private let isGerman: Bool

  init(locale: String) throws(TokenizerError) {
    rules = try CaseRules(locale: locale)
    let language = locale.prefix { $0 != "-" && $0 != "_" && $0 != "@" }.lowercased()
    isPlainASCII = !["tr", "tur", "az", "aze", "nl", "nld"].contains(language)
    isGerman = ["de", "deu", "ger"].contains(language)
  }

  func small(_ word: [UInt8]) -> [UInt8] { map(word, .smallLetters) }
  func capitals(_ word: [UInt8]) -> [UInt8] { map(word, .capitals) }
  /// Capitals from which the small letters follow: in German ẞ for ß, where Unicode's mapping says SS.
  func distinctCapitals(_ word: [UInt8]) -> [UInt8] {
    guard isGerman, !word.allSatisfy({ $0 < 0x80 }) else { return capitals(word) }
    return capitals(Array(String(decoding: word, as: UTF8.self).replacing("ß", with: "ẞ").utf8))
  }
  /// The word with a capital as its first letter; the others stay.
  func capitalised(_ word: [UInt8]) -> [UInt8] { map(word, .capitalised) }

  private func map(_ word: [UInt8], _ mapping: CaseRules.Mapping) -> [UInt8] {
    if isPlainASCII && word.allSatisfy({ $0 < 0x80 }) { return Self.mapASCII(word, mapping) }
    // A word that ICU cannot map stays; the line's writer notices that and spells it out.
    guard let mapped = rules.map(word, mapping) else { return word }
    var buffer: [UInt8] = []
    return Normalizer.withComposed(mapped.span, buffer: &buffer) { text in
      var result: [UInt8] = []
      result.append(copying: text)
      return result
    }
  }

  private static func mapASCII(_ word: [UInt8], _ mapping: CaseRules.Mapping) -> [UInt8] {
    switch mapping {
    case .smallLetters: return word.map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }
    case .capitals: return word.map(capital)
    case .capitalised:
      var result = word
      if let first = word.first { result[0] = capital(first) }
      return result
    }
  }

  private static func capital(_ byte: UInt8) -> UInt8 { 0x61...0x7A ~= byte ? byte & ~0x20 : byte }
}
