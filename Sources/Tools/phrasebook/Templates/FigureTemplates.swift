/// Ages, prices, clock times, dates, weather.
enum FigureTemplates {
  static let all: [Template] = [
    Template("age", 270) { sampler in
      let isYoung = sampler.chance(20)
      let subject = isYoung ? child(&sampler) : sampler.subject()
      let isOld = subject.english.contains("grand")
      let age =
        isYoung
        ? 2 + sampler.index(below: 16)
        : isOld ? 55 + sampler.index(below: 44) : 18 + sampler.index(below: 82)
      let isShort = sampler.chance(40)
      let english = EnglishNumbers.words(age) + (isShort ? "" : " years old")
      let verb = Verb(Verb.be.english, "avoir", stative: true)
      let tense = sampler.pick(Tense.present, .present, .future)
      let time =
        tense == .future
        ? sampler.pick(
          Pair("soon", "bientôt"), Pair("next month", "le mois prochain"),
          Pair("tomorrow", "demain"), Pair("in March", "en mars")) : .empty
      let predicate = Predicate(verb).then(Pair(english, "\(FrenchNumbers.words(age)) ans")).then(
        time)
      return Sentence(Clause(subject, predicate, tense).statement)
    },
    Template("age asked", 90) { sampler in
      let subject = sampler.thirdPerson()
      let verb = Verb(Verb.be.english, "avoir", stative: true)
      let clause = Clause(subject, Predicate(verb), sampler.pick(.present, .past))
      return Sentence(clause.shortQuestion(Pair("how old", "quel âge")), .question)
    },
    Template("price", 270) { sampler in
      let number = sampler.number()
      let subject = NounPhrase(sampler.pick(.definite, .this, .that), sampler.pick(priced), number)
      let price = 2 + sampler.index(below: sampler.chance(70) ? 99 : 900)
      let usesFigures = sampler.chance(40)
      let words = Pair(
        "\(usesFigures ? String(price) : EnglishNumbers.words(price)) euros",
        "\(usesFigures ? String(price) : FrenchNumbers.words(price)) euros")
      // "They cost" is present and past: only the singular tells.
      let tense: Tense =
        number == .plural ? sampler.pick(.present, .future) : sampler.pick(.present, .past)
      return Sentence(Clause(subject, Predicate(Verbs.cost).then(words), tense).statement)
    },
    Template("price asked", 150) { sampler in
      let number = sampler.number()
      let subject = NounPhrase(
        sampler.pick(.definite, .this, .that), sampler.pick(priced + Places.homes), number)
      let clause = Clause(subject, Predicate(Verbs.cost), sampler.pick(.present, .present, .past))
      return Sentence(clause.shortQuestion(Pair("how much", "combien")), .question)
    },
    Template("clock", 120) { sampler in
      let (time, french) = clock(&sampler)
      return Sentence(Pair("it is \(time)", "il est \(french)"))
    },
    Template("timetable", 270) { sampler in
      let number: Number = sampler.chance(20) ? .plural : .singular
      let (nouns, verbs) = sampler.pick(scheduled)
      let subject = NounPhrase(
        sampler.pick(.definite, .this), sampler.pick(nouns), number)
      let time = sampler.chance(50) ? figures(&sampler) : clock(&sampler)
      let tense = sampler.pick(Tense.present, .future, .past)
      let predicate = Predicate(sampler.pick(verbs)).then(Pair("at \(time.0)", "à \(time.1)"))
      return Sentence(Clause(subject, predicate, tense).statement)
    },
    Template("meeting at an hour", 240) { sampler in
      let time = sampler.chance(50) ? figures(&sampler) : clock(&sampler)
      let day = sampler.pick(Times.weekdays)
      let subject = sampler.chance(60) ? sampler.pronoun() : sampler.person()
      let predicate = Predicate(sampler.pick(Verbs.movements)).then(
        Pair("on \(day.english) at \(time.0)", "\(day.french) à \(time.1)"))
      return Sentence(Clause(subject, predicate, sampler.pick(.future, .past, .goingTo)).statement)
    },
    Template("date", 210) { sampler in
      let month = sampler.pick(Times.months)
      let day = 1 + sampler.index(below: 28)
      let date = Pair(
        "\(month.english) \(day)", "\(day == 1 ? "1er" : String(day)) \(month.french)")
      let owner = sampler.relation()
      switch sampler.index(below: 3) {
      case 0: return Sentence(Pair("today is", "nous sommes le") + date)
      case 1:
        return Sentence(
          Pair("\(owner.english)'s birthday is on", "l'anniversaire \(owner.frenchAfterDe) est le")
            + date)
      default:
        let subject = sampler.subject()
        return Sentence(
          Clause(
            subject,
            Predicate(sampler.pick(Verbs.movements)).then(
              Pair("on \(date.english)", "le \(date.french)")), sampler.pick(.past, .future)
          ).statement)
      }
    },
    Template("weather", 300) { sampler in
      let weather = sampler.pick(weathers)
      let place = sampler.chance(60) ? place(&sampler) : .empty
      switch sampler.index(below: 3) {
      case 0:
        let now = sampler.pick(
          .empty, Pair("today", "aujourd'hui"), Pair("this morning", "ce matin"))
        return Sentence(weather.present + place + now)
      case 1:
        return Sentence(weather.past + place + sampler.pick(Times.past + Times.longPast.prefix(2)))
      default:
        return Sentence(
          weather.future + place + sampler.pick(Times.future + Times.longFuture.prefix(3)))
      }
    },
    Template("weather denied", 180) { sampler in
      let weather = sampler.pick(weathers)
      let place = sampler.chance(60) ? place(&sampler) : .empty
      let (phrase, time) =
        sampler.chance(50)
        ? (weather.presentDenied, sampler.pick(.empty, Pair("today", "aujourd'hui")))
        : (weather.futureDenied, sampler.pick(Times.future))
      return Sentence(phrase + place + time)
    },
    Template("counting people", 180) { sampler in
      let noun = sampler.pick(People.strangers)
      let count = 2 + sampler.index(below: 98)
      let usesFigures = sampler.chance(50)
      let english = usesFigures ? String(count) : EnglishNumbers.words(count)
      let french = usesFigures ? String(count) : FrenchNumbers.words(count, noun.gender)
      let place = sampler.pick(
        Pair("in the bus", "dans le bus"), Pair("in the room", "dans la salle"),
        Pair("in the museum", "dans le musée"), Pair("in the street", "dans la rue"),
        Pair("at the restaurant", "au restaurant"))
      let isPast = sampler.chance(40)
      return Sentence(
        Pair(isPast ? "there were" : "there are", isPast ? "il y avait" : "il y a")
          + Pair("\(english) \(noun.englishPlural)", "\(french) \(noun.frenchPlural)") + place)
    },
  ]

  private static func child(_ sampler: inout Sampler) -> NounPhrase {
    let kin = People.kin.filter { ["brother", "sister", "son", "daughter"].contains($0.english) }
    let owner = sampler.pick(Owner.allCases)
    return sampler.pick(
      .he, .she, sampler.name(), NounPhrase(.possessive(owner), sampler.pick(kin)),
      NounPhrase(.definite, sampler.pick(People.young)))
  }

  private static let priced =
    Things.clothes + Things.belongings + Things.devices + Things.furniture + Things.gifts
    + Things.pairs

  private static let scheduled: [([Noun], [Verb])] = [
    (
      [.m("train", "train"), .m("bus", "bus"), .m("plane", "avion"), .m("boat", "bateau")],
      [Verbs.arrive, Verbs.leave]
    ),
    (Places.shops, [Verb("open", "ouvrir"), Verb("close", "fermer")]),
    (
      [
        .m("film", "film"), .m("concert", "concert"), .m("match", "match"),
        .f("meeting", "réunion"), .f("lesson", "leçon"),
      ],
      [
        Verb(EnglishVerb("begin", past: "began", participle: "begun"), "commencer"),
        Verb("end", "se terminer"),
      ]
    ),
  ]

  /// "half past six" and its like.
  private static func clock(_ sampler: inout Sampler) -> (String, String) {
    let hour = 1 + sampler.index(below: 11)
    let english = EnglishNumbers.words(hour)
    let french = hourWords(hour)
    let next =
      hour == 11 ? ("twelve", "midi") : (EnglishNumbers.words(hour + 1), hourWords(hour + 1))
    switch sampler.index(below: 8) {
    case 0: return ("half past \(english)", "\(french) et demie")
    case 1: return ("a quarter past \(english)", "\(french) et quart")
    case 2: return ("a quarter to \(next.0)", "\(next.1) moins le quart")
    case 3: return ("ten past \(english)", "\(french) dix")
    case 4: return ("twenty past \(english)", "\(french) vingt")
    case 5: return ("ten to \(next.0)", "\(next.1) moins dix")
    case 6: return ("five past \(english)", "\(french) cinq")
    default: return ("\(english) o'clock", french)
    }
  }

  private static func hourWords(_ hour: Int) -> String {
    hour == 1 ? "une heure" : "\(FrenchNumbers.words(hour)) heures"
  }

  /// "8:30", "8 h 30".
  private static func figures(_ sampler: inout Sampler) -> (String, String) {
    let hour = 6 + sampler.index(below: 17)
    let minute = sampler.pick("05", "10", "15", "20", "25", "30", "35", "40", "45", "50", "55")
    return ("\(hour):\(minute)", "\(hour) h \(minute)")
  }

  private static func place(_ sampler: inout Sampler) -> Pair {
    if sampler.chance(50) {
      let city = sampler.pick(Places.cities)
      return Pair("in \(city.english)", "à \(city.french)")
    }
    let country = sampler.pick(Places.countries)
    return Pair("in \(country.english)", country.locative)
  }

  private struct Weather: Sendable {
    let present, past, future, presentDenied, futureDenied: Pair

    /// "it rains": a verb of weather.
    init(verb english: EnglishVerb, _ present: String, _ participle: String, _ future: String) {
      self.present = Pair("it is \(english.continuous)", "il \(present)")
      past = Pair("it \(english.past)", "il a \(participle)")
      self.future = Pair("it will \(english.base)", "il \(future)")
      presentDenied = Pair("it is not \(english.continuous)", "il ne \(present) pas")
      futureDenied = Pair("it will not \(english.base)", "il ne \(future) pas")
    }

    /// "it is cold", "il fait froid".
    init(_ english: String, _ french: String) {
      present = Pair("it is \(english)", "il fait \(french)")
      past = Pair("it was \(english)", "il faisait \(french)")
      future = Pair("it will be \(english)", "il fera \(french)")
      presentDenied = Pair("it is not \(english)", "il ne fait pas \(french)")
      futureDenied = Pair("it will not be \(english)", "il ne fera pas \(french)")
    }
  }

  private static let weathers = [
    Weather(verb: EnglishVerb("rain"), "pleut", "plu", "pleuvra"),
    Weather(verb: EnglishVerb("snow"), "neige", "neigé", "neigera"),
    Weather("cold", "froid"), Weather("hot", "chaud"), Weather("cool", "frais"),
    Weather("very cold", "très froid"), Weather("very hot", "très chaud"),
    Weather("mild", "doux"),
  ]
}
