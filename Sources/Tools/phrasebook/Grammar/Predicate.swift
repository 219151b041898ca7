/// What is said of a subject: a verb with its objects and complements, without a tense.
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

  /// Adds a direct object, or the object of the verb's French preposition.
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

  /// Adds words that do not change under negation.
  func then(_ words: Pair) -> Predicate {
    var result = self
    result.complement = complement + words
    result.frenchNegated = phrasebook.words(frenchNegated, words.french)
    return result
  }

  /// Adds an object pronoun: "see him", "le voir".
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
