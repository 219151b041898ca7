/// The tenses by their English form; `FrenchClause` translates each into a French one.
enum Tense: Sendable {
  /// "eats" and "is eating": présent.
  case present, continuous
  /// "ate": passé composé, or imparfait of a state.
  case past
  /// "was eating" and "used to eat": imparfait.
  case wasDoing, usedTo
  /// "has eaten": passé composé.
  case perfect
  /// "will eat": futur simple.
  case future
  /// "is going to eat": futur proche.
  case goingTo
  /// "would eat": conditionnel.
  case conditional
  /// "has just eaten": passé récent.
  case justDone
}

/// Affirmation, and the kinds of negation.
enum Polarity: Sendable {
  case positive
  /// "not", "ne … pas".
  case not
  /// "never", "ne … jamais".
  case never
  /// "no longer", "ne … plus".
  case noLonger
  /// "not … any more", "ne … plus".
  case notAnyMore
  /// "not … yet", "ne … pas encore".
  case notYet
  /// "nothing" as the object, "ne … rien".
  case nothing
  /// "nobody" as the object, "ne … personne".
  case nobody

  /// Whether English says "not" and so needs an auxiliary.
  var saysNot: Bool { self == .not || self == .notAnyMore || self == .notYet }
}
