/// The prepositions that join a French verb to its object.
enum Preposition: Sendable {
  case à, de
}

/// A verb in both languages.
struct Verb: Sendable {
  let english: EnglishVerb
  let french: FrenchVerb
  /// Whether it is a state, not an event: without English continuous, and with the French imperfect as past.
  let isStative: Bool
  /// Joins French to the object: "jouer à", "avoir besoin de".
  let preposition: Preposition?

  init(
    _ english: EnglishVerb, _ french: String, stative: Bool = false, preposition: Preposition? = nil
  ) {
    self.english = english
    self.french = FrenchVerb(french)
    isStative = stative
    self.preposition = preposition
  }

  /// A verb English conjugates regularly.
  init(
    _ english: String, _ french: String, stative: Bool = false, preposition: Preposition? = nil
  ) {
    self.init(EnglishVerb(english), french, stative: stative, preposition: preposition)
  }

  static let be = Verb(EnglishVerb("be", past: "was", participle: "been"), "être", stative: true)
  static let have = Verb(EnglishVerb("have", past: "had"), "avoir", stative: true)
  static let can = Verb("can", "pouvoir", stative: true)
  static let must = Verb("must", "devoir", stative: true)
  static let should = Verb("should", "devoir", stative: true)
  static let haveTo = Verb(EnglishVerb("have to", past: "had"), "devoir")
  static let wantTo = Verb("want to", "vouloir", stative: true)
  static let likeTo = Verb("like to", "vouloir", stative: true)
}
