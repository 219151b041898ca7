/// Going, coming, staying; reflexive verbs; towns and countries.
enum MovementTemplates {
  static let all: [Template] = [
    Template("going to a place", 300) { sampler in
      let subject = sampler.subject()
      let tense = sampler.pick(Tense.continuous, .future, .past, .past)
      let time =
        tense == .continuous
        ? sampler.pick(.empty, Pair("now", "maintenant"))
        : sampler.pick(tense == .past ? Times.past : Times.future)
      let predicate = Predicate(Verbs.go).then(sampler.destination()).then(time)
      return Sentence(Clause(subject, predicate, tense).statement)
    },
    Template("going there often", 240) { sampler in
      let subject = sampler.subject()
      let predicate = Predicate(Verbs.go).then(sampler.destination())
      return sampler.chance(50)
        ? Sentence(Clause(subject, predicate.then(sampler.pick(Times.habits)), .present).statement)
        : Sentence(
          Clause(subject, predicate, .present, adverb: sampler.pick(Times.frequencies)).statement)
    },
    Template("going with somebody", 270) { sampler in
      let subject = sampler.subject()
      let companion =
        sampler.chance(50)
        ? sampler.relation(of: subject.owner)
        : NounPhrase(.possessive(subject.owner), sampler.pick(People.groups), .plural)
      let tense = sampler.pick(Tense.continuous, .past, .goingTo)
      let predicate = Predicate(Verbs.go).then(sampler.destination())
        .then(Pair("with", "avec") + companion.pair)
      return Sentence(Clause(subject, predicate, tense).statement)
    },
    Template("going by vehicle", 240) { sampler in
      let subject = sampler.subject()
      let predicate = Predicate(Verbs.go).then(
        sampler.chance(50)
          ? sampler.destination()
          : sampler.pick(Pair("to work", "au travail"), Pair("to school", "à l'école"))
      )
      .then(sampler.pick(transports))
      return Sentence(Clause(subject, predicate, sampler.pick(.present, .past, .future)).statement)
    },
    Template("arriving and leaving", 270) { sampler in
      let subject = sampler.subject()
      let tense = sampler.pick(Tense.past, .past, .future)
      let predicate = Predicate(
        sampler.pick(Verbs.movements + [Verbs.fall].filter { _ in tense == .past }))
      let polarity = sampler.pick(Polarity.positive, .positive, .not)
      return Sentence(
        Clause(
          subject, predicate.then(sampler.pick(tense == .past ? Times.past : Times.future)), tense,
          polarity
        ).statement)
    },
    Template("staying", 240) { sampler in
      let subject = sampler.subject()
      let tense = sampler.pick(Tense.past, .future, .goingTo, .continuous)
      let time =
        tense == .past
        ? sampler.pick(Times.past)
        : tense == .continuous ? sampler.pick(Times.now) : sampler.pick(Times.future)
      let polarity = sampler.pick(Polarity.positive, .positive, .not)
      let predicate = Predicate(Verbs.stay).then(sampler.pick(Places.shelters)).then(time)
      return Sentence(Clause(subject, predicate, tense, polarity).statement)
    },
    Template("reflexive habit", 270) { sampler in
      let subject = sampler.subject()
      let isMorning = sampler.chance(50)
      let verb = sampler.pick(isMorning ? Verbs.mornings : Verbs.evenings)
      let hour = sampler.pick(isMorning ? morningHours : eveningHours)
      let day =
        sampler.chance(50)
        ? sampler.pick(
          Pair("on Sundays", "le dimanche"), Pair("every day", "tous les jours"),
          Pair("on Mondays", "le lundi")) : .empty
      let adverb = day == .empty ? sampler.pick([.empty] + Times.frequencies) : .empty
      return Sentence(
        Clause(subject, Predicate(verb).then(hour).then(day), .present, adverb: adverb).statement)
    },
    Template("reflexive past", 270) { sampler in
      let subject = sampler.subject()
      let polarity = sampler.pick(Polarity.positive, .positive, .not)
      let time = sampler.pick(Times.past)
      let predicate = Predicate(sampler.pick(Verbs.reflexives)).then(time)
      return Sentence(Clause(subject, predicate, .past, polarity).statement)
    },
    Template("reflexive future", 240) { sampler in
      let subject = sampler.subject()
      let polarity = sampler.pick(Polarity.positive, .positive, .not)
      let predicate = Predicate(sampler.pick(Verbs.reflexives)).then(sampler.pick(Times.future))
      return Sentence(
        Clause(subject, predicate, sampler.pick(.future, .goingTo), polarity).statement)
    },
    Template("washing oneself", 120) { sampler in
      let subject = sampler.subject()
      let (verb, object) = sampler.pick(grooming)
      let part = NounPhrase("\(subject.owner.english) \(object.english)", object.french, .masculine)
      let tense = sampler.pick(Tense.continuous, .past, .goingTo, .future, .perfect)
      let time = tense == .past ? sampler.pick(Times.past) : .empty
      return Sentence(Clause(subject, Predicate(verb).with(part).then(time), tense).statement)
    },
    Template("living in a town", 240) { sampler in
      let subject = sampler.subject()
      let city = sampler.pick(Places.cities)
      let place = Pair("in \(city.english)", "à \(city.french)")
      let company =
        sampler.chance(50)
        ? Pair("with", "avec")
          + NounPhrase(.possessive(subject.owner), sampler.pick(People.groups), .plural).pair
        : .empty
      let polarity = sampler.pick(Polarity.positive, .positive, .noLonger)
      return Sentence(
        Clause(subject, Predicate(Verbs.live).then(place).then(company), .present, polarity)
          .statement)
    },
    Template("countries", 300) { sampler in
      let subject = sampler.subject()
      let country = sampler.pick(Places.countries)
      switch sampler.index(below: 4) {
      case 0:
        let predicate = Predicate(Verbs.live).then(Pair("in \(country.english)", country.locative))
        return Sentence(Clause(subject, predicate, .present).statement)
      case 1:
        let predicate = Predicate(Verbs.come).then(Pair("from \(country.english)", country.origin))
        return Sentence(Clause(subject, predicate, .present).statement)
      case 2:
        let predicate = Predicate(Verbs.go).then(Pair("to \(country.english)", country.locative))
          .then(sampler.pick(Times.longFuture))
        return Sentence(Clause(subject, predicate, .goingTo).statement)
      default:
        let predicate = Predicate(Verbs.work).then(Pair("in \(country.english)", country.locative))
          .then(sampler.pick(Times.longPast))
        return Sentence(Clause(subject, predicate, .past).statement)
      }
    },
    Template("never been to", 210) { sampler in
      let subject = sampler.subject()
      let country = sampler.pick(Places.countries)
      let isCountry = sampler.chance(60)
      let city = sampler.pick(Places.cities)
      let place =
        isCountry
        ? Pair("to \(country.english)", country.locative)
        : Pair("to \(city.english)", "à \(city.french)")
      let verb = Verb(EnglishVerb("be", past: "was", participle: "been"), "aller")
      let (polarity, adverb) =
        sampler.chance(60) ? (Polarity.never, Pair.empty) : (.positive, Pair("already", "déjà"))
      return Sentence(
        Clause(subject, Predicate(verb).then(place), .perfect, polarity, adverb: adverb).statement)
    },
    Template("languages", 240) { sampler in
      let subject = sampler.subject()
      let language = sampler.pick(
        Adjectives.nationalities.filter {
          !["Belgian", "Canadian", "Moroccan"].contains($0.english)
        })
      let verb = sampler.pick(languageVerbs)
      let bare = verb.french.infinitive == "parler"
      let words = Pair(language.english, bare ? language.masculine : "le \(language.masculine)")
      let isLearnt = ["apprendre", "étudier"].contains(verb.french.infinitive)
      let manner =
        bare
        ? sampler.pick(
          .empty, Pair("very well", "très bien"), Pair("at home", "à la maison"),
          Pair("at work", "au travail"))
        : !isLearnt
          ? .empty
          : sampler.pick(
            .empty, Pair("at school", "à l'école"), Pair("at university", "à l'université"))
      let order =
        manner.french == "très bien"
        ? Pair("\(words.english) very well", "très bien \(words.french)") : words + manner
      let polarity =
        manner.french == "très bien" ? Polarity.positive : sampler.pick(Polarity.positive, .not)
      return Sentence(Clause(subject, Predicate(verb).then(order), .present, polarity).statement)
    },
    Template("for a time", 270) { sampler in
      let subject = sampler.subject()
      let (verb, places, units) = sampler.pick(durations)
      let count = 2 + sampler.index(below: 14)
      let unit = sampler.pick(units)
      let place = sampler.pick(places)
      let english = words(
        subject.english, EnglishVerb.have(subject.person), "been", verb.english.continuous,
        verb.english.particle, place.english, "for", EnglishNumbers.words(count),
        unit.englishPlural)
      let french = words(
        Clause(subject, Predicate(verb).then(place), .present).frenchStatement, "depuis",
        FrenchNumbers.words(count, unit.gender), unit.frenchPlural)
      return Sentence(Pair(english, french))
    },
  ]

  private static let homes = [
    Pair("here", "ici"), Pair("in this house", "dans cette maison"),
    Pair("in this town", "dans cette ville"), Pair("in this village", "dans ce village"),
  ]
  private static let workplaces = [
    Pair("here", "ici"), Pair("at the factory", "à l'usine"), Pair("at the office", "au bureau"),
    Pair("in this shop", "dans ce magasin"),
  ]
  private static let waitingPlaces = [
    Pair("here", "ici"), Pair("at the station", "à la gare"), Pair("in the street", "dans la rue"),
  ]

  private static let durations: [(Verb, [Pair], [Noun])] = [
    (Verbs.live, homes, Array(Times.units.suffix(3))),
    (Verbs.work, workplaces, Array(Times.units.suffix(4))),
    (Verbs.wait, waitingPlaces, Array(Times.units.prefix(2))),
  ]

  private static let transports = [
    Pair("by bus", "en bus"), Pair("by train", "en train"), Pair("by car", "en voiture"),
    Pair("by bike", "à vélo"), Pair("on foot", "à pied"), Pair("by taxi", "en taxi"),
    Pair("by underground", "en métro"),
  ]

  private static let anyHours = [
    Pair("early", "tôt"), Pair("late", "tard"), Pair("very early", "très tôt"),
    Pair("very late", "très tard"),
  ]

  static let morningHours =
    anyHours + [
      Pair("at six o'clock", "à six heures"), Pair("at seven o'clock", "à sept heures"),
      Pair("at half past seven", "à sept heures et demie"),
      Pair("before eight o'clock", "avant huit heures"),
      Pair("at a quarter past six", "à six heures et quart"),
    ]

  static let eveningHours =
    anyHours + [
      Pair("at midnight", "à minuit"), Pair("at ten o'clock", "à dix heures"),
      Pair("at half past nine", "à neuf heures et demie"),
      Pair("after eleven o'clock", "après onze heures"),
      Pair("at a quarter to ten", "à dix heures moins le quart"),
    ]

  private static let grooming: [(Verb, Pair)] = [
    (Verb("wash", "se laver"), Pair("hands", "les mains")),
    (Verb("wash", "se laver"), Pair("hair", "les cheveux")),
    (Verb("brush", "se brosser"), Pair("teeth", "les dents")),
    (Verb("dry", "se sécher"), Pair("hair", "les cheveux")),
    (Verb(EnglishVerb("cut", past: "cut"), "se couper"), Pair("nails", "les ongles")),
  ]

  private static let languageVerbs = [
    Verb(EnglishVerb("speak", past: "spoke", participle: "spoken"), "parler"),
    Verb("learn", "apprendre"), Verb(EnglishVerb("understand", past: "understood"), "comprendre"),
    Verb("study", "étudier"),
  ]
}
