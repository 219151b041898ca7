/// How people and things are: "être" and "avoir", comparatives and superlatives.
enum StateTemplates {
  static let all: [Template] = [
    Template("state now", 450) { sampler in
      let subject = sampler.subject()
      let degree = sampler.chance(60) ? sampler.degree() : .empty
      let predicate = Predicate.be(sampler.pick(Adjectives.states), subject, degree: degree)
      let time = sampler.chance(40) ? sampler.pick(stateTimes) : .empty
      return Sentence(Clause(subject, predicate.then(time), .present).statement)
    },
    Template("state then", 450) { sampler in
      let subject = sampler.subject()
      let isPast = sampler.chance(50)
      let predicate = Predicate.be(sampler.pick(Adjectives.states), subject, degree: sampler.chance(50) ? Pair("very", "très") : .empty)
        .then(sampler.pick(isPast ? Times.past : Times.future))
      return Sentence(Clause(subject, predicate, isPast ? .past : .future).statement)
    },
    Template("state denied", 350) { sampler in
      let subject = sampler.subject()
      let polarity = sampler.pick(Polarity.not, .not, .never, .noLonger, .notAnyMore)
      let predicate = Predicate.be(sampler.pick(Adjectives.states), subject)
      return Sentence(Clause(subject, predicate, .present, polarity).statement)
    },
    Template("trait", 400) { sampler in
      let subject = sampler.subject()
      let degree = sampler.chance(50) ? sampler.pick(Pair("very", "très"), Pair("really", "vraiment"), Pair("so", "si")) : .empty
      let predicate = Predicate.be(sampler.pick(Adjectives.traits), subject, degree: degree)
      return Sentence(Clause(subject, predicate, sampler.pick(.present, .present, .past)).statement)
    },
    Template("traits joined", 350) { sampler in
      let subject = sampler.thirdPerson()
      let first = sampler.pick(Adjectives.traits)
      var second = sampler.pick(Adjectives.traits)
      while second.english == first.english { second = sampler.pick(Adjectives.traits) }
      let link = sampler.pick(Pair("and", "et"), Pair("but", "mais"))
      let predicate = Predicate.be(first, subject).then(link)
        .then(Pair(second.english, second.french(subject.agreement)))
      return Sentence(Clause(subject, predicate, sampler.pick(.present, .past)).statement)
    },
    Template("sensation", 500) { sampler in
      let subject = sampler.subject()
      let feeling = sampler.pick(sensations)
      let intense = sampler.chance(35)
      let words = intense ? Pair("very \(feeling.english)", "très \(feeling.french)") : feeling
      let (tense, time) = stateTense(&sampler)
      let clause = Clause(subject, sensation(words).then(time), tense, sampler.chance(25) ? .not : .positive)
      return Sentence(clause.statement)
    },
    Template("right or wrong", 250) { sampler in
      let subject = sampler.subject()
      let words = sampler.pick(judgements)
      let polarity = sampler.pick(Polarity.positive, .positive, .not, .never)
      let tense = sampler.pick(Tense.present, .present, .past, .future)
      return Sentence(Clause(subject, sensation(words), tense, polarity).statement)
    },
    Template("comparison of people", 400) { sampler in
      let subject = sampler.somebody()
      let other = sampler.person()
      let adjective = sampler.pick(Adjectives.traits)
      let words = comparison(&sampler, adjective, subject.agreement, other.pair)
      return Sentence(Clause(subject, Predicate(.be).then(words), .present).statement)
    },
    Template("comparison of things", 400) { sampler in
      let nouns = sampler.pick(comparables)
      let subject = NounPhrase(.possessive(sampler.pick(.my, .your, .his, .her, .our)), sampler.pick(nouns))
      let other = NounPhrase(sampler.pick(.this, .definite), sampler.pick(nouns))
      let adjective = sampler.pick(Adjectives.things)
      let words = comparison(&sampler, adjective, subject.agreement, other.pair)
      return Sentence(Clause(subject, Predicate(.be).then(words), .present).statement)
    },
    Template("superlative", 400) { sampler in
      let noun = sampler.pick(Places.homes + Places.settlements + Places.sights + Places.destinations)
      let adjective = sampler.pick(Adjectives.places.filter { $0.english != "new" })
      let scope = sampler.pick(scopes)
      return Sentence(superlative(noun, adjective, scope))
    },
    Template("quality of a thing", 500) { sampler in
      let (nouns, adjectives) = sampler.pick(qualities)
      let number = sampler.number()
      let subject = NounPhrase(
        sampler.pick(.this, .that, .definite, .possessive(sampler.pick(Owner.allCases))),
        sampler.pick(nouns), number)
      let degree = sampler.chance(60) ? sampler.pick(Pair("very", "très"), Pair("too", "trop"), Pair("really", "vraiment")) : .empty
      let predicate = Predicate.be(sampler.pick(adjectives), subject, degree: degree)
      let isPast = sampler.chance(25)
      return Sentence(Clause(subject, predicate, isPast ? .past : .present, sampler.chance(15) && degree.english == "very" ? .not : .positive).statement)
    },
    Template("taste", 300) { sampler in
      let noun = sampler.pick(Food.uncountable + Food.drinks + Food.countable)
      let subject = NounPhrase(sampler.pick(.this, .definite, .possessive(sampler.pick(.my, .your))), noun, sampler.number(of: noun))
      let degree = sampler.chance(50) ? sampler.pick(Pair("very", "très"), Pair("too", "trop")) : .empty
      let adjectives = degree.english.isEmpty ? Adjectives.tastes : Adjectives.gradedTastes
      let predicate = Predicate.be(sampler.pick(adjectives), subject, degree: degree)
      return Sentence(Clause(subject, predicate, sampler.pick(.present, .present, .past)).statement)
    },
    Template("too tired to", 350) { sampler in
      let subject = sampler.subject()
      let adjective = sampler.pick(Adjectives.obstacles)
      let purpose = sampler.chance(60) ? Predicate(sampler.pick(Verbs.activities)) : sampler.action(Frames.lasting, for: subject)
      let infinitive = purpose.infinitive(for: subject.person)
      let predicate = Predicate.be(adjective, subject, degree: Pair("too", "trop"))
        .then(Pair("to \(infinitive.english)", "pour \(infinitive.french)"))
      return Sentence(Clause(subject, predicate, sampler.pick(.present, .past)).statement)
    },
    Template("exclamation", 350) { sampler in
      let (nouns, adjectives) = sampler.pick(qualities)
      return Sentence(exclamation(sampler.pick(nouns), sampler.pick(adjectives), sampler.number()), .exclamation)
    },
  ]

  private static let stateTimes = [
    Pair("today", "aujourd'hui"), Pair("tonight", "ce soir"), Pair("now", "maintenant"),
    Pair("this morning", "ce matin"),
  ]

  /// "be cold", "avoir froid".
  static let sensations = [
    Pair("cold", "froid"), Pair("hot", "chaud"), Pair("hungry", "faim"), Pair("thirsty", "soif"),
    Pair("sleepy", "sommeil"), Pair("afraid", "peur"),
  ]

  private static let judgements = [
    Pair("right", "raison"), Pair("wrong", "tort"), Pair("lucky", "de la chance"),
  ]

  static func sensation(_ words: Pair) -> Predicate {
    var predicate = Predicate(Verb(Verb.be.english, "avoir", stative: true)).then(words)
    if words.french == "de la chance" { predicate.frenchNegated = "de chance" }
    return predicate
  }

  private static func stateTense(_ sampler: inout Sampler) -> (Tense, Pair) {
    switch sampler.index(below: 4) {
    case 0: (.past, sampler.pick(Times.past))
    case 1: (.future, sampler.pick(Times.future))
    default: (.present, sampler.chance(30) ? sampler.pick(stateTimes) : .empty)
    }
  }

  private static let comparables = [
    Things.vehicles, Things.clothes, Things.furniture, Things.devices, Places.homes,
    Things.belongings,
  ]

  private static func comparison(
    _ sampler: inout Sampler, _ adjective: Adjective, _ agreement: Agreement, _ other: Pair
  ) -> Pair {
    switch sampler.index(below: 4) {
    case 0:
      Pair("as \(adjective.english) as", "aussi \(adjective.french(agreement)) que") + other
    case 1:
      Pair("less \(adjective.english) than", "moins \(adjective.french(agreement)) que") + other
    default:
      Pair("\(adjective.comparative) than", "\(adjective.frenchComparative(agreement)) que") + other
    }
  }

  private static let scopes = [
    Pair("in the world", "du monde"), Pair("in the country", "du pays"),
    Pair("in the region", "de la région"), Pair("in France", "de France"),
    Pair("in Europe", "de Europe"),
  ]

  /// "la plus belle ville du pays", but "la ville la plus calme du pays".
  private static func superlative(_ noun: Noun, _ adjective: Adjective, _ scope: Pair) -> Pair {
    let agreement = Agreement(gender: noun.gender, number: .singular)
    let article = noun.gender == .feminine ? "la" : "le"
    let graded = "plus \(adjective.french(agreement))"
    let french =
      adjective.precedesNoun
      ? words(article, graded, noun.french)
      : words(article, noun.french, article, graded)
    return Pair("this is the \(adjective.superlative) \(noun.english)", "ce est \(french)") + scope
  }

  static let qualities: [([Noun], [Adjective])] = [
    (Things.clothes + Things.pairs, Adjectives.things + Adjectives.colours),
    (Things.furniture + Things.belongings, Adjectives.things),
    (Things.vehicles, Adjectives.things + Adjectives.colours),
    (Things.shows + Things.writings + Things.lessons, Adjectives.interests),
    (Places.homes + Places.settlements + Places.destinations, Adjectives.places),
    (Things.animals, [Adjectives.big, Adjectives.small, Adjectives.beautiful, Adjectives.old]),
  ]

  private static func exclamation(_ noun: Noun, _ adjective: Adjective, _ number: Number) -> Pair {
    let phrase = NounPhrase(number == .plural ? .definite : .indefinite, noun, number, adjective: adjective)
    let which = Adjective("what", "quel", feminine: "quelle").french(phrase.agreement)
    let english = number == .plural ? phrase.english.dropFirst(4) : phrase.english[...]
    let bare = phrase.french.split(separator: " ").dropFirst().joined(separator: " ")
    return Pair("what \(english)", "\(which) \(bare)")
  }
}
