internal import Tokenization

/// The codes and English names of languages, as ICU knows them.
///
/// ICU has the codes of ISO 639-1, their three-letter twins, and those of some hundred languages without a two-letter code.
/// What it lacks stands in the tables below.
package enum LanguageCode {
  /// The two-letter code that a code of two or three letters stands for, or nil if there is none.
  static func known(_ code: some StringProtocol) -> String? {
    let code = code.lowercased()
    guard (2...3).contains(code.utf8.count), let known = codes[code] else { return nil }
    return known.utf8.count == 2 ? known : nil
  }

  /// The code of a language, of two letters or else three, that is given by a code or an English name in any case.
  static func named(_ text: some StringProtocol) -> String? {
    let text = text.lowercased()
    return codes[text] ?? names[text]
  }

  /// All English names, in small letters, with the codes that they stand for.
  static let names: [String: String] = {
    var names = table(otherNames)
    // A name of several languages, such as those of a family, stays with the first.
    for entry in LanguageList.all where !entry.name.isEmpty {
      let name = entry.name.lowercased()
      if names[name] == nil { names[name] = entry.code }
    }
    return names
  }()

  /// The English name of the language with a code.
  package static func name(of code: String) -> String? {
    LanguageList.all.first { $0.code == code }?.name
  }

  /// What to say of the code of a language that is much rarer than the one that its country is known for, as "kr is Kanuri;
  /// Korean is ko"; nil for other codes.
  package static func doubt(of code: String) -> String? {
    guard let likelier = mistakenCodes[code], let name = name(of: code),
      let other = self.name(of: likelier)
    else { return nil }
    return "\(code) is \(name); \(other) is \(likelier)"
  }

  /// Codes of languages that are often meant as those of countries.
  private static let mistakenCodes = table("kr:ko ee:et se:sv ch:de")

  private static let codes: [String: String] = {
    var codes: [String: String] = [:]
    for entry in LanguageList.all {
      codes[entry.code] = entry.code
      if !entry.longCode.isEmpty { codes[entry.longCode] = entry.code }
    }
    return codes.merging(table(otherCodes)) { $1 }
  }()

  private static func table(_ text: String) -> [String: String] {
    var entries: [String: String] = [:]
    for entry in text.split(whereSeparator: \.isWhitespace) {
      let parts = entry.split(separator: ":").map { String($0).replacing("_", with: " ") }
      if parts.count == 2 { entries[parts[0]] = parts[1] }
    }
    return entries
  }

  /// The older three-letter codes of libraries, those of the commonest member of a group, and withdrawn ones.
  private static let otherCodes = """
    alb:sq arm:hy baq:eu bur:my chi:zh cze:cs dut:nl fre:fr geo:ka ger:de gre:el ice:is mac:mk mao:mi may:ms
    per:fa rum:ro slo:sk tib:bo wel:cy cmn:zh arb:ar pes:fa zsm:ms swh:sw lvs:lv ekk:et uzn:uz azj:az khk:mn
    npi:ne ory:or als:sq plt:mg ydd:yi kmr:ku gaz:om iw:he ji:yi in:id mo:ro scr:hr scc:sr
    """

  private static let otherNames = """
    mandarin:zh farsi:fa castilian:es flemish:nl myanmar:my cambodian:km bokmål:nb bokmal:nb norwegian_bokmal:nb
    nynorsk:nn punjabi:pa sinhalese:si moldovan:ro moldavian:ro brazilian:pt greek:el gaelic:gd tagalog:tl
    uighur:ug kirghiz:ky panjabi:pa pushto:ps persian:fa
    """

  /// The commonest language of countries whose code is often taken for that of a language.
  static let languagesOfCountries = table(
    """
    jp:ja cn:zh tw:zh hk:zh kr:ko cz:cs dk:da gr:el ua:uk vn:vi us:en gb:en au:en nz:en il:he ir:fa rs:sr al:sq
    am:hy ge:ka mm:my kh:km ph:tl pk:ur np:ne bd:bn lk:si eg:ar iq:ar at:de ch:de be:nl mx:es cl:es pe:es sp:es
    se:sv ee:et si:sl by:be kz:kk
    """)
}
