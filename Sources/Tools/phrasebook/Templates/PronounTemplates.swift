/// Object pronouns, and the giving of things from one to another.
enum PronounTemplates {
  static let all: [Template] = [
    Template("seeing him", 300) { sampler in
      let subject = sampler.subject()
      let pronoun = fitting(&sampler, People.direct, subject)
      let tense = sampler.pick(Tense.past, .past, .future, .goingTo, .perfect)
      let time =
        tense == .past
        ? sampler.pick([.empty] + Times.past)
        : tense == .perfect ? .empty : sampler.pick(Times.future)
      let polarity = sampler.pick(Polarity.positive, .positive, tense == .perfect ? .never : .not)
      let clause = Clause(
        subject, Predicate(sampler.pick(Verbs.personal)).with(pronoun).then(time), tense, polarity)
      return Sentence(clause.statement)
    },
    Template("seeing him often", 240) { sampler in
      let subject = sampler.subject()
      let pronoun = fitting(&sampler, People.direct, subject)
      let isDaily = sampler.chance(50)
      let predicate = Predicate(sampler.pick(Verbs.recurring)).with(pronoun)
        .then(isDaily ? sampler.pick(Times.habits) : .empty)
      return Sentence(
        Clause(
          subject, predicate, .present, adverb: isDaily ? .empty : sampler.pick(Times.frequencies)
        ).statement)
    },
    Template("writing to her", 240) { sampler in
      let subject = sampler.subject()
      let pronoun = fitting(&sampler, People.indirect, subject)
      let tense = sampler.pick(Tense.past, .past, .future, .goingTo)
      let time = sampler.pick(tense == .past ? Times.past : Times.future)
      let polarity = sampler.pick(Polarity.positive, .positive, .not)
      let clause = Clause(
        subject, Predicate(sampler.pick(Verbs.addressing)).with(pronoun).then(time), tense, polarity
      )
      return Sentence(clause.statement)
    },
    Template("somebody sees somebody", 300) { sampler in
      let subject = sampler.subject()
      let object = sampler.chance(50) ? sampler.relation(of: subject.owner) : sampler.person()
      let isDirect = sampler.chance(60)
      let verb = sampler.pick(isDirect ? Verbs.personal : Verbs.addressing)
      let tense = sampler.pick(Tense.past, .future, .goingTo)
      let time = sampler.pick(tense == .past ? Times.past : Times.future)
      let polarity = sampler.pick(Polarity.positive, .positive, .not)
      return Sentence(
        Clause(subject, Predicate(verb).with(object).then(time), tense, polarity).statement)
    },
    Template("giving to somebody", 330) { sampler in
      let subject = sampler.subject()
      let receiver = sampler.chance(60) ? sampler.relation(of: subject.owner) : sampler.person()
      let object = NounPhrase(
        sampler.pick(.definite, .indefinite, .this, .possessive(subject.owner)),
        sampler.pick(givable))
      let tense = sampler.pick(Tense.past, .past, .future, .goingTo)
      let predicate = Predicate(sampler.pick(Verbs.giving)).with(object)
        .then(Pair("to \(receiver.english)", receiver.frenchAfterA))
      return Sentence(Clause(subject, predicate, tense).statement)
    },
    Template("giving him", 300) { sampler in
      let subject = sampler.subject()
      let pronoun = fitting(&sampler, People.indirect, subject)
      let object = NounPhrase(
        sampler.pick(.definite, .indefinite, .this, .possessive(subject.owner)),
        sampler.pick(givable))
      let tense = sampler.pick(Tense.past, .past, .future, .goingTo)
      let predicate = Predicate(sampler.pick(Verbs.giving)).with(object).with(pronoun)
      // The direct object follows the verb here: the participle stays as it is.
      return Sentence(Clause(subject, predicate, tense).statement)
    },
    Template("bought it and sold it", 270) { sampler in
      let subject = sampler.subject()
      let (first, second, nouns) = sampler.pick(sequences)
      let object = NounPhrase(sampler.pick(.indefinite, .indefinite, .this), sampler.pick(nouns))
      let it = thing(object.agreement)
      let repeated = repeatable(subject)
      let opening = Clause(subject, Predicate(first).with(object), .past).statement
      let closing = Clause(
        repeated,
        Predicate(second).with(it).then(sampler.pick([.empty] + Times.past + Times.longPast)), .past
      ).statement
      return Sentence(opening + Pair("and", "et") + closing)
    },
    Template("cannot find it", 270) { sampler in
      let subject = sampler.pick(NounPhrase.i, .we, .he, .she, .they)
      let noun = sampler.pick(Things.belongings + Things.sets + Things.clothes)
      let isPlural = sampler.chance(40)
      let object = NounPhrase(.possessive(subject.owner), noun, isPlural ? .plural : .singular)
      let question = Pair(
        "where \(isPlural ? "are" : "is") \(object.english)?",
        "où \(isPlural ? "sont" : "est") \(object.french) ?")
      let (predicate, tense, polarity) = missing(&sampler, thing(object.agreement), subject)
      let answer = Clause(subject, predicate, tense, polarity).statement
      return Sentence(
        question + Pair(answer.english.capitalizedFirst, answer.french.capitalizedFirst))
    },
    Template("knowing people", 240) { sampler in
      let subject = sampler.subject()
      let object =
        sampler.chance(60) ? sampler.relation([.my, .your, .his, .her]) : sampler.person()
      let polarity = sampler.pick(Polarity.positive, .positive, .not)
      let predicate = Predicate(Verbs.know).with(object).then(
        sampler.chance(40)
          ? sampler.pick(Pair("very well", "très bien"), Pair("well", "bien")) : .empty)
      return Sentence(knowing(predicate, object, subject, polarity))
    },
    Template("talking about", 240) { sampler in
      let subject = sampler.subject()
      let object =
        sampler.chance(50)
        ? NounPhrase(
          sampler.pick(.definite, .this, .possessive(subject.owner)),
          sampler.pick(Things.thoughts + Things.shows))
        : sampler.relation([.my, .your, .his, .her])
      let tense = sampler.pick(Tense.continuous, .past, .future, .present)
      let time =
        tense == .past
        ? sampler.pick(Times.past) : tense == .future ? sampler.pick(Times.future) : .empty
      let polarity: Polarity = tense == .present ? .never : sampler.pick(.positive, .not)
      return Sentence(
        Clause(subject, Predicate(Verbs.talk).with(object).then(time), tense, polarity).statement)
    },
    Template("playing", 240) { sampler in
      let subject = sampler.subject()
      let (english, french) = sampler.pick(games)
      let tense = sampler.pick(Tense.present, .past, .future, .continuous)
      let time =
        tense == .present
        ? Times.habits : tense == .past ? Times.past : tense == .future ? Times.future : Times.now
      let polarity = sampler.pick(Polarity.positive, .positive, .not)
      let predicate = Predicate(Verbs.play).then(Pair(english, french)).then(sampler.pick(time))
      return Sentence(Clause(subject, predicate, tense, polarity).statement)
    },
  ]

  /// A pronoun for somebody else than the subject.
  private static func fitting(
    _ sampler: inout Sampler, _ pronouns: [ObjectPronoun], _ subject: NounPhrase
  ) -> ObjectPronoun {
    let excluded: Set<String> =
      switch subject.person {
      case .firstSingular, .firstPlural: ["me", "us"]
      case .secondPlural: ["you"]
      default: []
      }
    return sampler.pick(pronouns.filter { !excluded.contains($0.english) })
  }

  private static let givable = Things.belongings + Things.gifts + Things.readables

  /// "it" and "them" for a thing.
  private static func thing(_ agreement: Agreement) -> ObjectPronoun {
    let isPlural = agreement.number == .plural
    let french = isPlural ? "les" : agreement.gender == .feminine ? "la" : "le"
    return ObjectPronoun(
      english: isPlural ? "them" : "it", french: french, afterImperative: french,
      agreement: agreement, isDirect: true)
  }

  /// French repeats the subject as a pronoun; English leaves it out.
  private static func repeatable(_ subject: NounPhrase) -> NounPhrase {
    guard !subject.isPronoun else {
      var pronoun = subject
      pronoun.english = ""
      return pronoun
    }
    let isFeminine = subject.agreement.gender == .feminine
    let isPlural = subject.agreement.number == .plural
    var pronoun: NounPhrase = isPlural ? .they : isFeminine ? .she : .he
    if isPlural, isFeminine { pronoun = NounPhrase("", "elles", subject.agreement) }
    pronoun.english = ""
    return pronoun
  }

  private static let sequences: [(Verb, Verb, [Noun])] = [
    (Verbs.buy, Verbs.sell, Things.vehicles + Things.furniture + Places.homes),
    (Verbs.find, Verbs.lose, Things.belongings), (Verbs.lose, Verbs.find, Things.belongings),
    (
      Verbs.buy, Verb(EnglishVerb("break", past: "broke", participle: "broken"), "casser"),
      Things.breakables
    ),
    (
      Verbs.buy, Verbs.read,
      Things.readables.filter { !["letter", "message", "poem", "article"].contains($0.english) }
    ),
    (
      Verb(EnglishVerb("write", past: "wrote", participle: "written"), "écrire"),
      Verb(EnglishVerb("send", past: "sent"), "envoyer"),
      Things.writings.filter { $0.english == "letter" || $0.english == "message" }
    ),
    (Verbs.choose, Verbs.buy, Things.clothes),
    (Verb("repair", "réparer"), Verb("clean", "nettoyer"), Things.vehicles),
    (Verb("receive", "recevoir"), Verb("open", "ouvrir"), Things.post),
  ]

  private static func missing(
    _ sampler: inout Sampler, _ it: ObjectPronoun, _ subject: NounPhrase
  ) -> (Predicate, Tense, Polarity) {
    switch sampler.index(below: 4) {
    case 0: (.chain(.can, Predicate(Verbs.find).with(it), subject), .present, .not)
    case 1: (Predicate(Verb("look for", "chercher")).with(it), .continuous, .positive)
    case 2: (Predicate(Verbs.lose).with(it), .perfect, .positive)
    default: (.chain(.haveTo, Predicate(Verbs.find).with(it), subject), .present, .positive)
    }
  }

  /// French puts "bien" before the person: "je connais bien votre frère".
  private static func knowing(
    _ predicate: Predicate, _ object: NounPhrase, _ subject: NounPhrase, _ polarity: Polarity
  ) -> Pair {
    let manner = predicate.complement.french.dropFirst(object.french.count).drop { $0 == " " }
    let french = Predicate(Verbs.know).with(object)
    let clause = Clause(subject, french, .present, polarity, adverb: Pair("", String(manner)))
    return Pair(
      Clause(subject, predicate, .present, polarity).englishStatement, clause.frenchStatement)
  }

  private static let games: [(String, String)] = [
    ("football", "au football"), ("tennis", "au tennis"), ("cards", "aux cartes"),
    ("chess", "aux échecs"), ("basketball", "au basket"), ("the piano", "du piano"),
    ("the guitar", "de la guitare"), ("the violin", "du violon"), ("the flute", "de la flûte"),
    ("rugby", "au rugby"),
  ]
}
