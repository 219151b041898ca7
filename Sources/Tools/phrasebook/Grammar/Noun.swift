/// A noun with its plurals and its French gender.
struct Noun: Sendable {
  let english: String
  let englishPlural: String
  let french: String
  let frenchPlural: String
  let gender: Gender
  /// Uncountable: "some bread", "du pain".
  let isMass: Bool

  /// A masculine countable noun; only irregular plurals are given.
  static func m(
    _ english: String, _ french: String, plural: String? = nil, pluriel: String? = nil
  ) -> Noun {
    Noun(english, french, .masculine, plural, pluriel)
  }

  /// A feminine countable noun; only irregular plurals are given.
  static func f(
    _ english: String, _ french: String, plural: String? = nil, pluriel: String? = nil
  ) -> Noun {
    Noun(english, french, .feminine, plural, pluriel)
  }

  static func massM(_ english: String, _ french: String) -> Noun {
    Noun(english, french, .masculine, nil, nil, isMass: true)
  }

  static func massF(_ english: String, _ french: String) -> Noun {
    Noun(english, french, .feminine, nil, nil, isMass: true)
  }

  private init(
    _ english: String, _ french: String, _ gender: Gender, _ plural: String?, _ pluriel: String?,
    isMass: Bool = false
  ) {
    self.english = english
    self.french = french
    self.gender = gender
    self.isMass = isMass
    englishPlural = plural ?? EnglishSpelling.plural(english)
    frenchPlural = pluriel ?? FrenchSpelling.plural(french)
  }

  func english(_ number: Number) -> String {
    number == .plural ? englishPlural : english
  }

  func french(_ number: Number) -> String {
    number == .plural ? frenchPlural : french
  }
}
