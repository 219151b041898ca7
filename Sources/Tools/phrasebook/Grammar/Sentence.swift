/// A finished pair of sentences.
struct Sentence: Hashable, Sendable {
  enum Mark: String, Sendable {
    case period = "."
    case question = "?"
    case exclamation = "!"
  }

  let english: String
  let french: String

  /// Elides, contracts, capitalises and punctuates; French sets a space before "?" and "!".
  init(_ phrase: Pair, _ mark: Mark = .period) {
    english = EnglishSpelling.withArticles(phrase.english).capitalizedFirst + mark.rawValue
    let space = mark == .period ? "" : " "
    french = FrenchSpelling.elide(phrase.french).capitalizedFirst + space + mark.rawValue
  }

  /// A sentence written out, as in the core.
  init(english: String, french: String) {
    self.english = english
    self.french = french
  }

  /// The sentence in the short forms of spoken English.
  var shortened: Sentence {
    Sentence(english: EnglishContractions.shortened(english), french: french)
  }

  /// The sentence in full forms: "can not" becomes one word.
  var full: Sentence {
    Sentence(english: english.replacing("can not", with: "cannot"), french: french)
  }
}
