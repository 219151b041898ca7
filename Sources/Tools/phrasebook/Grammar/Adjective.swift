/// An adjective with its four French forms and its place.
struct Adjective: Sendable {
  let english: String
  let masculine: String
  let feminine: String
  let masculinePlural: String
  let femininePlural: String
  /// The masculine singular before a vowel sound: "un bel arbre".
  let masculineBeforeVowel: String
  let precedesNoun: Bool

  init(
    _ english: String, _ french: String, feminine: String? = nil, plural: String? = nil,
    beforeVowel: String? = nil, precedesNoun: Bool = false
  ) {
    self.english = english
    masculine = french
    self.feminine = feminine ?? FrenchSpelling.feminine(french)
    masculinePlural = plural ?? FrenchSpelling.plural(french)
    femininePlural = FrenchSpelling.plural(self.feminine)
    masculineBeforeVowel = beforeVowel ?? french
    self.precedesNoun = precedesNoun
  }

  func french(_ agreement: Agreement) -> String {
    switch (agreement.gender, agreement.number) {
    case (.masculine, .singular): masculine
    case (.feminine, .singular): feminine
    case (.masculine, .plural): masculinePlural
    case (.feminine, .plural): femininePlural
    }
  }

  /// The form right before a noun.
  func french(_ agreement: Agreement, before noun: String) -> String {
    let takesVowelForm = agreement == .masculine && FrenchSpelling.startsWithVowelSound(noun)
    return takesVowelForm ? masculineBeforeVowel : french(agreement)
  }

  var comparative: String { EnglishSpelling.comparative(english) }
  var superlative: String { EnglishSpelling.superlative(english) }

  /// "better" and "meilleur" take no "more" and no "plus".
  func frenchComparative(_ agreement: Agreement) -> String {
    switch english {
    case "good": Adjective("better", "meilleur").french(agreement)
    default: "plus " + french(agreement)
    }
  }
}
