extension Clause {
  var frenchStatement: String {
    let (finite, participle) = frenchVerb
    return words(
      subject.french, polarity == .positive ? "" : "ne", frenchClitics, finite, frenchParticle,
      adverb.french, participle, frenchEnd)
  }

  /// The verb before its pronoun: "ne mangez-vous pas".
  var frenchInversion: String {
    let (finite, participle) = frenchVerb
    precondition(subject.isPronoun, "Only a pronoun is inverted.")
    let needsT =
      subject.person == .thirdSingular && (finite.last.map { "aec".contains($0) } ?? false)
    let inverted = "\(finite)-\(needsT ? "t-" : "")\(subject.french)"
    return words(
      polarity == .positive ? "" : "ne", frenchClitics, inverted, frenchParticle, adverb.french,
      participle, frenchEnd)
  }

  /// The verb before a noun subject, in a simple tense and without complement: "a votre mère".
  var frenchPostponed: String {
    words(frenchVerb.finite, subject.french)
  }

  /// The clause whose French verb is conjugated: "aller" or "venir de" with an infinitive, or this one.
  private var conjugated: (verb: FrenchVerb, predicate: Predicate) {
    switch tense {
    case .goingTo:
      let chain = Predicate.chain(Verb("go", "aller"), predicate, subject)
      return (chain.verb.french, chain)
    case .justDone:
      let chain = Predicate.chain(Verb("come", "venir"), predicate, subject, link: "de")
      return (chain.verb.french, chain)
    default: return (predicate.verb.french, predicate)
    }
  }

  private var frenchClitics: String {
    let (verb, predicate) = conjugated
    let reflexive = verb.isReflexive ? FrenchPronouns.reflexive(subject.person) : ""
    return words(reflexive, predicate.clitics.joined(separator: " "))
  }

  /// The finite verb and, in compound tenses, the participle.
  private var frenchVerb: (finite: String, participle: String) {
    let (verb, predicate) = conjugated
    let person = subject.person
    switch tense {
    case .present, .continuous, .goingTo, .justDone:
      let conditional = predicate.verb.english.base == "should"
      return (verb.form(conditional ? .conditional : .present, person), "")
    case .wasDoing, .usedTo: return (verb.form(.imperfect, person), "")
    case .past where predicate.verb.isStative: return (verb.form(.imperfect, person), "")
    case .future: return (verb.form(.future, person), "")
    case .conditional: return (verb.form(.conditional, person), "")
    case .past, .perfect:
      let auxiliary = FrenchVerb(verb.auxiliary == .être ? "être" : "avoir")
      return (auxiliary.form(.present, person), verb.participle(participleAgreement))
    }
  }

  private var participleAgreement: Agreement? {
    let verb = predicate.verb.french
    if verb.auxiliary == .avoir { return predicate.precedingObject }
    return predicate.hasReflexiveObject ? nil : subject.agreement
  }

  private var frenchParticle: String {
    switch polarity {
    case .positive, .nobody: ""
    case .not: "pas"
    case .never: "jamais"
    case .noLonger, .notAnyMore: "plus"
    case .notYet: "pas encore"
    case .nothing: "rien"
    }
  }

  private var frenchEnd: String {
    let (verb, predicate) = conjugated
    let complement =
      polarity == .positive ? predicate.complement.french : predicate.frenchNegated
    return words(verb.tail, polarity == .nobody ? "personne" : "", complement)
  }
}

extension Predicate {
  /// "get up early", "me lever tôt": a reflexive verb takes the pronoun of the subject.
  func infinitive(for person: Person) -> Pair {
    let reflexive = verb.french.isReflexive ? FrenchPronouns.reflexive(person) : ""
    return Pair(
      words(verb.english.base, verb.english.particle, complement.english),
      words(
        reflexive, clitics.joined(separator: " "), verb.french.infinitive, verb.french.tail,
        complement.french))
  }

  /// "close the door", "fermez la porte".
  var imperative: Pair {
    let pronoun = verb.french.isReflexive ? "-vous" : ""
    return Pair(
      infinitive(for: .secondPlural).english,
      words(verb.french.imperative.polite + pronoun, verb.french.tail, complement.french))
  }

  /// "do not open the door", "n'ouvrez pas la porte".
  var negativeImperative: Pair {
    let pronoun = verb.french.isReflexive ? "vous" : ""
    let clitics = clitics.joined(separator: " ")
    return Pair(
      "do not \(infinitive(for: .secondPlural).english)",
      words(
        "ne", pronoun, clitics, verb.french.imperative.polite, "pas", verb.french.tail,
        frenchNegated))
  }

  /// "let's go home", "rentrons à la maison".
  var proposal: Pair {
    let pronoun = verb.french.isReflexive ? "-nous" : ""
    return Pair(
      "let's \(infinitive(for: .firstPlural).english)",
      words(verb.french.imperative.inclusive + pronoun, verb.french.tail, complement.french))
  }
}

/// The pronouns before a French verb.
enum FrenchPronouns {
  static func reflexive(_ person: Person) -> String {
    switch person {
    case .firstSingular: "me"
    case .secondSingular: "te"
    case .thirdSingular, .thirdPlural: "se"
    case .firstPlural: "nous"
    case .secondPlural: "vous"
    }
  }
}
