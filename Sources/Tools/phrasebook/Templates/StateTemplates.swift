/// How people and things are: "être" and "avoir", comparatives and superlatives.
enum StateTemplates {
  static let all: [Template] = [
    Template("state now", 270) { sampler in
      let subject = sampler.subject()
      let adjective = sampler.pick(Adjectives.states)
      let hasDegree = !Adjectives.ungraded.contains(adjective.english) && sampler.chance(60)
      let degree = hasDegree ? sampler.degree() : .empty
      let predicate = Predicate.be(adjective, subject, degree: degree)
      let time = sampler.chance(40) ? sampler.pick(stateTimes) : .empty
      return Sentence(Clause(subject, predicate.then(time), .present).statement)
    },
    Template("state then", 270) { sampler in
      let subject = sampler.subject()
      let isPast = sampler.chance(50)
      let adjective = sampler.pick(Adjectives.states)
      let hasDegree = !Adjectives.ungraded.contains(adjective.english) && sampler.chance(50)
      let degree = hasDegree ? Pair("very", "très") : .empty
      let predicate = Predicate.be(adjective, subject, degree: degree).then(
        sampler.pick(isPast ? Times.past : Times.future))
      return Sentence(Clause(subject, predicate, isPast ? .past : .future).statement)
    },
    Template("state denied", 210) { sampler in
      let subject = sampler.subject()
      let polarity = sampler.pick(Polarity.not, .not, .never, .noLonger, .notAnyMore)
      let predicate = Predicate.be(sampler.pick(Adjectives.states), subject)
      return Sentence(Clause(subject, predicate, .present, polarity).statement)
    },
    Template("trait", 240) { sampler in
      let subject = sampler.subject()
      let degree =
        sampler.chance(50)
        ? sampler.pick(Pair("very", "très"), Pair("really", "vraiment"), Pair("so", "si")) : .empty
      let predicate = Predicate.be(sampler.pick(Adjectives.traits), subject, degree: degree)
      return Sentence(Clause(subject, predicate, sampler.pick(.present, .present, .past)).statement)
    },
    Template("traits joined", 210) { sampler in
      let subject = sampler.thirdPerson()
      let first = sampler.pick(Adjectives.traits)
      var second = sampler.pick(Adjectives.traits)
      while second.english == first.english { second = sampler.pick(Adjectives.traits) }
      let areOpposed =
        Adjectives.unwelcome.contains(first.english)
        != Adjectives.unwelcome.contains(second.english)
      let link = areOpposed ? Pair("but", "mais") : Pair("and", "et")
      let predicate = Predicate.be(first, subject).then(link)
        .then(Pair(second.english, second.french(subject.agreement)))
      return Sentence(Clause(subject, predicate, sampler.pick(.present, .past)).statement)
    },
    Template("sensation", 300) { sampler in
      let subject = sampler.subject()
      let feeling = sampler.pick(sensations)
      let intense = sampler.chance(35)
      let words = intense ? Pair("very \(feeling.english)", "très \(feeling.french)") : feeling
      let (tense, time) = stateTense(&sampler)
      let clause = Clause(
        subject, sensation(words).then(time), tense, sampler.chance(25) ? .not : .positive)
      return Sentence(clause.statement)
    },
    Template("right or wrong", 150) { sampler in
      let subject = sampler.subject()
      let words = sampler.pick(judgements)
      let polarity = sampler.pick(Polarity.positive, .positive, .not, .never)
      let tense = sampler.pick(Tense.present, .present, .past, .future)
      return Sentence(Clause(subject, sensation(words), tense, polarity).statement)
    },
    Template("comparison of people", 240) { sampler in
      let subject = sampler.somebody()
      let other = sampler.person()
      let adjective = sampler.pick(Adjectives.traits)
      let words = comparison(&sampler, adjective, subject.agreement, other.pair)
      return Sentence(Clause(subject, Predicate(.be).then(words), .present).statement)
    },
    Template("comparison of things", 300) { sampler in
      let (nouns, adjectives) = sampler.pick(comparables)
      let noun = sampler.pick(nouns)
      let owner = sampler.pick(Owner.allCases)
      let subject = NounPhrase(.possessive(owner), noun, sampler.number())
      var rival = sampler.pick(Owner.allCases)
      while rival == owner { rival = sampler.pick(Owner.allCases) }
      let other =
        sampler.chance(60)
        ? possessivePronoun(rival, subject.agreement)
        : NounPhrase(.this, sampler.pick(nouns), subject.agreement.number).pair
      let adjective = sampler.pick(adjectives.filter { $0.english != "new" })
      let words = comparison(&sampler, adjective, subject.agreement, other)
      return Sentence(Clause(subject, Predicate(.be).then(words), .present).statement)
    },
    Template("superlative", 240) { sampler in
      let noun = sampler.pick(Places.attractions)
      let isWild = Things.nature.contains { $0.english == noun.english }
      let adjective = sampler.pick(isWild ? Adjectives.landscapes : Adjectives.places)
      let scope = sampler.pick(scopes)
      return Sentence(superlative(noun, adjective, scope))
    },
    Template("quality of a thing", 360) { sampler in
      let (nouns, adjectives) = sampler.pick(qualities)
      let subject = NounPhrase(
        sampler.pick(.this, .that, .definite, .possessive(sampler.pick(Owner.allCases))),
        sampler.pick(nouns), sampler.number())
      let adjective = sampler.pick(adjectives)
      let degree = degree(&sampler, of: adjective)
      let predicate = Predicate.be(adjective, subject, degree: degree)
      let polarity: Polarity = degree.english != "too" && sampler.chance(20) ? .not : .positive
      let tense = sampler.pick(Tense.present, .present, .present, .past)
      return Sentence(Clause(subject, predicate, tense, polarity).statement)
    },
    Template("colour", 180) { sampler in
      let nouns = Things.clothes + Things.vehicles + Things.belongings.prefix(9) + Things.pairs
      let subject = NounPhrase(
        sampler.pick(.this, .definite, .possessive(sampler.pick(Owner.allCases))),
        sampler.pick(nouns), sampler.number())
      let predicate = Predicate.be(sampler.pick(Adjectives.colours), subject)
      let polarity = sampler.pick(Polarity.positive, .positive, .not)
      return Sentence(Clause(subject, predicate, sampler.pick(.present, .past), polarity).statement)
    },
    Template("taste", 180) { sampler in
      let (nouns, adjectives) = sampler.pick(tastes)
      let noun = sampler.pick(nouns)
      let determiner = sampler.pick(
        Determiner.this, .definite, .possessive(sampler.pick(.my, .your, .our)))
      let subject = NounPhrase(determiner, noun, sampler.number(of: noun))
      let adjective = sampler.pick(adjectives)
      let isGraded = !["delicious", "excellent"].contains(adjective.english)
      let degree =
        isGraded
        ? sampler.pick(
          .empty, Pair("very", "très"), Pair("really", "vraiment"), Pair("not very", "")) : .empty
      let isDenied = degree.english == "not very"
      let predicate = Predicate.be(
        adjective, subject, degree: isDenied ? Pair("very", "très") : degree)
      return Sentence(
        Clause(subject, predicate, sampler.pick(.present, .past), isDenied ? .not : .positive)
          .statement)
    },
    Template("too tired to", 210) { sampler in
      let subject = sampler.subject()
      let adjective = sampler.pick(Adjectives.obstacles)
      let isAge = ["young", "old"].contains(adjective.english)
      let purpose =
        isAge || sampler.chance(60)
        ? Predicate(sampler.pick(isAge ? Verbs.strenuous : Verbs.efforts))
        : sampler.action(Frames.household, for: subject)
      let infinitive = purpose.infinitive(for: subject.person)
      let predicate = Predicate.be(adjective, subject, degree: Pair("too", "trop"))
        .then(Pair("to \(infinitive.english)", "pour \(infinitive.french)"))
      return Sentence(Clause(subject, predicate, sampler.pick(.present, .past)).statement)
    },
    Template("exclamation", 210) { sampler in
      let (nouns, adjectives) = sampler.pick(qualities)
      let phrase = exclamation(
        sampler.pick(nouns),
        sampler.pick(adjectives.filter { $0.english != "new" }), sampler.number())
      return Sentence(phrase, .exclamation)
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

  private static let comparables: [([Noun], [Adjective])] = [
    (Things.vehicles, Adjectives.things), (Things.clothes, Adjectives.looks),
    (Things.furniture, Adjectives.things), (Things.devices, Adjectives.things),
    (Places.homes, Adjectives.places.filter { $0.english != "famous" }),
    (Things.belongings, Adjectives.looks),
    (Things.pets, [Adjectives.big, Adjectives.small, Adjectives.old, Adjectives.beautiful]),
  ]

  private static let tastes: [([Noun], [Adjective])] = [
    (Food.uncountable + Food.drinks + Food.countable, Adjectives.tastes),
    (Food.hot, Adjectives.temperatures), (Food.salted, Adjectives.salty),
    (Food.sweetened, Adjectives.sweet),
  ]

  private static func degree(_ sampler: inout Sampler, of adjective: Adjective) -> Pair {
    let isExcessive = Adjectives.excessive.contains(adjective.english)
    let degrees = [Pair.empty, Pair("very", "très"), Pair("really", "vraiment")]
    return sampler.pick(isExcessive ? degrees + [Pair("too", "trop")] : degrees)
  }

  /// "mine", "la mienne".
  private static func possessivePronoun(_ owner: Owner, _ agreement: Agreement) -> Pair {
    let english =
      switch owner {
      case .my: "mine"
      case .his: "his"
      default: owner.english + "s"
      }
    let isFeminine = agreement.gender == .feminine
    let stem =
      switch owner {
      case .my: isFeminine ? "mienne" : "mien"
      case .his, .her: isFeminine ? "sienne" : "sien"
      case .your: "vôtre"
      case .our: "nôtre"
      case .their: "leur"
      }
    if agreement.number == .plural { return Pair(english, "les \(stem)s") }
    return Pair(english, "\(isFeminine ? "la" : "le") \(stem)")
  }

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
    (Things.clothes + Things.pairs + Things.belongings, Adjectives.looks),
    (Things.furniture + Things.devices + Things.vehicles, Adjectives.things),
    (Things.shows + Things.writings + Things.lessons, Adjectives.interests),
    (Places.homes + Places.settlements + Places.destinations, Adjectives.places),
    (Things.animals, [Adjectives.big, Adjectives.small, Adjectives.beautiful, Adjectives.old]),
  ]

  private static func exclamation(_ noun: Noun, _ adjective: Adjective, _ number: Number) -> Pair {
    let phrase = NounPhrase(
      number == .plural ? .definite : .indefinite, noun, number, adjective: adjective)
    let which = Adjective("what", "quel", feminine: "quelle").french(phrase.agreement)
    let english = number == .plural ? phrase.english.dropFirst(4) : phrase.english[...]
    let bare = phrase.french.split(separator: " ").dropFirst().joined(separator: " ")
    return Pair("what \(english)", "\(which) \(bare)")
  }
}
