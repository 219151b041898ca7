/// Words with a full stop that do not end a sentence.
///
/// ICU has such lists, CLDR's, for the locale keyword `ss=standard`, but ICU 72 finds their entries at the ends of words,
/// too: with them neither "Bruder." nor "Uhr." ends a German sentence, nor "aimer." a French one. And "Dr." is not in
/// the English list, but "Go." is.
struct Abbreviations {
  private let words: Set<String>
  /// Words after which a number with a full stop is an ordinal.
  private let beforeOrdinals: Set<String>
  private let language: Substring

  init(locale: String) {
    language = locale.prefix { $0 != "-" && $0 != "_" && $0 != "@" }
    words = Self.common.union(Self.byLanguage[String(language), default: []])
    beforeOrdinals = language == "de" ? Self.germanDeterminers : []
  }

  /// Whether the last word of `sentence` is one after which the sentence continues with `next`.
  func joins(_ sentence: Substring, _ next: Substring) -> Bool {
    // No abbreviation is longer, even with the word before it; a sentence can be.
    let parts = sentence.suffix(40).split { $0.isWhitespace }
    guard let last = parts.last, last.last == "." else { return false }
    let word = last.drop { !$0.isLetter && !$0.isNumber }.dropLast()
    if word.count == 1, isInitial(word, before: next) { return true }
    let lowercased = word.lowercased()
    if words.contains(lowercased) { return true }
    if next.first?.isLowercase == true { return Self.beforeSmallLetters.contains(lowercased) }
    if next.first?.isNumber == true { return Self.beforeNumbers.contains(lowercased) }
    let isShortNumber = word.utf8.count <= 2 && Int(word) != nil
    return isShortNumber
      && parts.dropLast().last.map { beforeOrdinals.contains($0.lowercased()) } == true
  }

  /// Whether a single letter is a name's initial, or the first half of an abbreviation of two; "I" is an English word.
  private func isInitial(_ letter: Substring, before next: Substring) -> Bool {
    if letter.first?.isUppercase == true { return !(language == "en" && letter == "I") }
    let following = next.prefix(2)
    return letter.first?.isLetter == true && following.first?.isLetter == true
      && following.last == "."
  }

  private static let common = words("dr mr mrs ms prof st vs")
  private static let byLanguage: [String: Set<String>] = [
    "de": words("bzw ca d.h dipl evtl fr frl ggf hr hrn i.d.r ing inkl u.a vgl z.b"),
    "en": words(
      """
      adm approx capt cf col cpl e.g gen gov hon i.e lt maj messrs mme mt pres rep rev sen sgt viz
      """),
    "es": words("dra ing lic p.ej sr sra sres srta"),
    "fr": words("cf env ex mgr mlle mlles mm mme mmes p.ex pr ste"),
    "it": words("avv dott dott.ssa ing sig sig.ra"),
    "nl": words("bijv dhr drs ds d.w.z ir mevr mw"),
    "pt": words("dra exma exmo p.ex profa sr sra srta"),
  ]
  /// In lines without capitals.
  private static let beforeSmallLetters = words("co corp ecc etc inc jr ltd sr usw")
  private static let beforeNumbers = words(
    """
    abb abs apr art aug bd chap ch dec eq feb fig jan jul jun kap mar n no nov nr núm oct okt p pág pp \
    pt sec sep sept tab vol
    """)
  private static let germanDeterminers = words(
    "am beim bis das dem den der des die ein eine einem einen einer im ins seit und vom zum zur")

  private static func words(_ list: String) -> Set<String> {
    Set(list.split(separator: " ").map(String.init))
  }
}
