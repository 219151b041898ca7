/// Tells which segments of a file are in the languages of a corpus.
package enum LanguageChoice {
  /// The place of a language among others: the same, or else the first that differs only in its region.
  package static func place(of language: String, in languages: [String]) -> Int? {
    let plain = languages.map { $0.lowercased().replacing("_", with: "-") }
    return plain.firstIndex(of: language.lowercased().replacing("_", with: "-"))
      ?? plain.firstIndex { base($0) == base(language) }
  }

  /// The places of two languages among others; nil if one is missing, or if both are the same.
  static func places(
    of pair: LanguagePair, in languages: [String]
  ) -> (source: Int, target: Int)? {
    guard let source = place(of: pair.source, in: languages),
      let target = place(of: pair.target, in: languages), source != target
    else { return nil }
    return (source, target)
  }

  /// A language's code without its region.
  package static func base(_ language: String) -> String {
    let code = language.prefix { $0 != "-" && $0 != "_" }
    return LanguageCode.named(code) ?? code.lowercased()
  }
}

extension LanguagePair {
  /// The same languages by their usual codes, without regions.
  var withoutRegions: LanguagePair {
    LanguagePair(source: LanguageChoice.base(source), target: LanguageChoice.base(target))
  }
}

extension PairFault {
  /// A segment has no text in one of the languages chosen; `found` are languages that the file has.
  static func withoutLanguages(_ languages: LanguagePair, found: [String]) -> PairFault {
    PairFault(
      "without \(languages.source) or \(languages.target)",
      lack: "no text in both \(languages.source) and \(languages.target)",
      remedy: "it has \(found.joined(separator: ", "))")
  }

  /// There is no translation yet.
  public static let untranslated = PairFault(
    "not translated", lack: "no translation", remedy: "have it translated first")
}
