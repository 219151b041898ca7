/// The tenses, by their English form; `FrenchClause` says which French tense answers each.
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

/// Yes, and the kinds of no.
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

/// What is said of a subject: a verb with all that belongs to it but its tense.
struct Predicate: Sendable {
  var verb: Verb
  /// French pronouns before the verb; English has them in the complement.
  var clitics: [String] = []
  var complement = Pair.empty
  /// The French complement under negation, where indefinite articles become "de".
  var frenchNegated = ""
  /// A direct object before the verb, with which the participle of "avoir" agrees.
  var precedingObject: Agreement?
  /// "se laver les mains": the participle stays as it is.
  var hasReflexiveObject = false

  init(_ verb: Verb) {
    self.verb = verb
  }

  /// With a direct object, or the one its French preposition governs.
  func with(_ object: NounPhrase) -> Predicate {
    var result = self
    let french: String
    let negated: String
    switch verb.preposition {
    case .de: (french, negated) = (object.frenchAfterDe, object.frenchAfterDe)
    case .à: (french, negated) = (object.frenchAfterA, object.frenchAfterA)
    case nil: (french, negated) = (object.french, object.frenchNegated)
    }
    result.complement = complement + (object.english, french)
    result.frenchNegated = words(frenchNegated, negated)
    result.hasReflexiveObject = verb.french.isReflexive && verb.preposition == nil
    return result
  }

  /// Followed by words that negation leaves alone.
  func then(_ words: Pair) -> Predicate {
    var result = self
    result.complement = complement + words
    result.frenchNegated = phrasebook.words(frenchNegated, words.french)
    return result
  }

  /// With an object pronoun: "see him", "le voir".
  func with(_ pronoun: ObjectPronoun) -> Predicate {
    var result = self
    result.clitics = clitics + [pronoun.french]
    result.complement = Pair(pronoun.english, "") + complement
    result.precedingObject = pronoun.isDirect ? pronoun.agreement : nil
    return result
  }

  /// "is tired", "est fatiguée".
  static func be(
    _ adjective: Adjective, _ subject: NounPhrase, degree: Pair = .empty
  ) -> Predicate {
    let predicative = adjective.english == "new" ? Adjectives.brandNew : adjective
    let words = degree + (adjective.english, predicative.french(subject.agreement))
    return Predicate(.be).then(words)
  }

  /// A verb that governs an infinitive: "can swim", "forgets to come", "oublie de venir".
  static func chain(
    _ verb: Verb, _ predicate: Predicate, _ subject: NounPhrase, link: String = ""
  ) -> Predicate {
    var negated = predicate
    negated.complement.french = predicate.frenchNegated
    let infinitive = predicate.infinitive(for: subject.person)
    var result = Predicate(verb).then(Pair(infinitive.english, words(link, infinitive.french)))
    result.frenchNegated = words(link, negated.infinitive(for: subject.person).french)
    return result
  }
}

/// The pronouns that stand for an object.
struct ObjectPronoun: Sendable {
  let english: String
  let french: String
  /// After a positive imperative: "donnez-moi".
  let afterImperative: String
  let agreement: Agreement
  let isDirect: Bool
}

/// A subject with its predicate, in a tense.
struct Clause: Sendable {
  var subject: NounPhrase
  var predicate: Predicate
  var tense: Tense
  var polarity = Polarity.positive
  /// An adverb beside the verb: "often", "souvent".
  var adverb = Pair.empty

  init(
    _ subject: NounPhrase, _ predicate: Predicate, _ tense: Tense,
    _ polarity: Polarity = .positive, adverb: Pair = .empty
  ) {
    self.subject = subject
    self.predicate = predicate
    self.tense = tense
    self.polarity = polarity
    self.adverb = adverb
  }

  var statement: Pair { Pair(englishStatement, frenchStatement) }

  /// A question answered by yes or no, with "est-ce que".
  var question: Pair { Pair(englishQuestion, "est-ce que \(frenchStatement)") }

  /// A question with the French verb before its pronoun: "avez-vous".
  var invertedQuestion: Pair { Pair(englishQuestion, frenchInversion) }

  /// "how old …", "how much …": the French verb comes before its subject, noun or pronoun.
  func shortQuestion(_ word: Pair) -> Pair {
    let french = subject.isPronoun ? frenchInversion : frenchPostponed
    return word + Pair(englishQuestion, french)
  }

  /// "where …": inverted after a pronoun, with "est-ce que" after a noun.
  func question(_ word: Pair) -> Pair {
    word + (subject.isPronoun && subject.person != .firstSingular ? invertedQuestion : question)
  }
}
