/// Sentences of two clauses: conditional, temporal, causal.
enum ClauseTemplates {
  static let all: [Template] = [
    Template("if it rains", 300) { sampler in
      let subject = sampler.subject()
      let condition = sampler.pick(conditions)
      let predicate =
        sampler.chance(50)
        ? Predicate(Verbs.stay).then(sampler.pick(Places.shelters)) : sampler.deed(for: subject)
      let polarity: Polarity = sampler.chance(25) ? .not : .positive
      let main = Clause(
        subject, polarity == .not ? Predicate(sampler.pick(Verbs.efforts)) : predicate, .future,
        polarity
      ).statement
      return Sentence(
        Pair("if \(condition.english), \(main.english)", "si \(condition.french), \(main.french)"))
    },
    Template("if one were", 270) { sampler in
      let subject =
        sampler.chance(60) ? sampler.pick(.i, .we, .he, .she, .they, .you) : sampler.person()
      let pronoun = echo(subject)
      let adjective = sampler.pick(
        Adjectives.traits.filter {
          ["rich", "young", "famous", "brave", "strong"].contains($0.english)
        })
      let hypothesis =
        sampler.chance(50)
        ? Clause(subject, Predicate.be(adjective, subject), .past)
        : Clause(
          subject,
          Predicate(.have).with(
            NounPhrase(
              .quantity(.lots), sampler.pick(Array(PossessionTemplates.abstractions.prefix(2))))),
          .past)
      let predicate =
        sampler.chance(60)
        ? dream(&sampler)
        : Predicate(sampler.pick(Verbs.travel, Verbs.work, Verbs.dance, Verbs.sleep)).then(
          sampler.pick(Pair("more", "plus"), Pair("less", "moins")))
      let main = Clause(pronoun, predicate, .conditional).statement
      let condition = hypothesis.statement
      let english = condition.english.replacing(" was ", with: " were ")
      return Sentence(
        Pair("if \(english), \(main.english)", "si \(condition.french), \(main.french)"))
    },
    Template("when one arrives", 270) { sampler in
      let first = sampler.subject()
      let second = sampler.pick(NounPhrase.i, .we, .they, .he, .she, .you)
      let movement = sampler.pick(Verbs.movements)
      let english = Clause(first, Predicate(movement), .present).englishStatement
      let french = Clause(first, Predicate(movement), .future).frenchStatement
      let main = Clause(second, sampler.deed(for: second), .future).statement
      return Sentence(Pair("when \(english), \(main.english)", "quand \(french), \(main.french)"))
    },
    Template("because", 300) { sampler in
      let subject = sampler.subject()
      let tense = sampler.pick(Tense.past, .future)
      let motive = sampler.pick(motives)
      let reason = echo(subject)
      let hasFeeling = motive.states.isEmpty || (!motive.feelings.isEmpty && sampler.chance(50))
      let cause =
        hasFeeling
        ? StateTemplates.sensation(sampler.pick(motive.feelings))
        : Predicate.be(sampler.pick(motive.states), reason)
      let deed = Predicate(sampler.pick(motive.deeds))
      let main = Clause(subject, deed, tense, motive.isDenied ? .not : .positive).statement
      let because = Clause(reason, cause, tense == .past ? .past : .present).statement
      return Sentence(main + Pair("because", "parce que") + because)
    },
    Template("two deeds", 300) { sampler in
      let subject = sampler.subject()
      let tense = sampler.pick(Tense.past, .future)
      let first = sampler.action(Frames.lasting, for: subject)
      let second =
        sampler.chance(50)
        ? Predicate(sampler.pick(Verbs.goToBed, Verbs.leave, Verbs.sleep, Verbs.work, Verbs.arrive))
        : sampler.action(Frames.chores, for: subject)
      let opening = Clause(subject, first, tense).statement
      let closing = Clause(echo(subject), second, tense).statement
      return Sentence(opening + Pair("and then", "et ensuite") + closing)
    },
    Template("but", 270) { sampler in
      let subject = sampler.subject()
      let other = sampler.chance(50) ? echo(subject) : sampler.pick(.i, .he, .she, .we)
      let wish = Clause(
        subject, .chain(.wantTo, Predicate(sampler.pick(Verbs.efforts)), subject), .present
      ).statement
      let obstacle =
        sampler.chance(60)
        ? Predicate.be(
          sampler.pick(weary), other,
          degree: sampler.pick(.empty, Pair("too", "trop"), Pair("very", "très")))
        : StateTemplates.sensation(sampler.pick(StateTemplates.sensations))
      return Sentence(wish + Pair("but", "mais") + Clause(other, obstacle, .present).statement)
    },
    Template("while", 240) { sampler in
      let first = sampler.subject()
      let second = sampler.subject()
      let before = Clause(first, sampler.deed(for: first), .wasDoing).statement
      let during = Clause(second, Predicate(sampler.pick(Verbs.activities)), .wasDoing).statement
      return Sentence(before + Pair("while", "pendant que") + during)
    },
    Template("before leaving", 240) { sampler in
      let subject = sampler.subject()
      let deed = sampler.action(Frames.chores, for: subject)
      let tense = sampler.pick(Tense.past, .future, .goingTo)
      let (english, french) = sampler.pick(beforehand)
      return Sentence(
        Clause(subject, deed.then(Pair("before \(english)", "avant de \(french)")), tense).statement
      )
    },
    Template("in order to", 240) { sampler in
      let subject = sampler.subject()
      let tense = sampler.pick(Tense.past, .goingTo, .future)
      let purpose = sampler.pick(purposes)
      let place = NounPhrase(
        .definite, sampler.pick(Places.destinations.filter { purpose.places.contains($0.english) }))
      let predicate = Predicate(Verbs.go)
        .then(Pair("to \(place.english)", place.frenchAfterA))
        .then(Pair("to \(purpose.words.english)", "pour \(purpose.words.french)"))
      return Sentence(Clause(subject, predicate, tense).statement)
    },
  ]

  /// The pronoun that takes a subject up again.
  private static func echo(_ subject: NounPhrase) -> NounPhrase {
    guard !subject.isPronoun else { return subject }
    let isFeminine = subject.agreement.gender == .feminine
    guard subject.agreement.number == .plural else { return isFeminine ? .she : .he }
    guard isFeminine else { return .they }
    var they = NounPhrase.they
    they.french = "elles"
    they.agreement = subject.agreement
    return they
  }

  /// What one would do with money or time.
  private static func dream(_ sampler: inout Sampler) -> Predicate {
    let isPurchase = sampler.chance(50)
    let noun = sampler.pick(isPurchase ? Things.vehicles + Places.homes : Places.sights)
    let adjectives =
      isPurchase
      ? [Adjectives.new, Adjectives.big, Adjectives.beautiful]
      : [Adjectives.old, Adjectives.beautiful, Adjectives.small]
    let object = NounPhrase(
      .indefinite, noun, adjective: sampler.chance(50) ? sampler.pick(adjectives) : nil)
    return Predicate(isPurchase ? Verbs.buy : Verb("visit", "visiter")).with(object)
  }

  /// What keeps one from what one wants.
  private static let weary: [Adjective] = [
    Adjective("tired", "fatigué"), Adjective("busy", "occupé"), Adjective("sick", "malade"),
    Adjective("nervous", "nerveux"), Adjective("worried", "inquiet", feminine: "inquiète"),
  ]

  /// Deeds with the states and feelings that explain them.
  private struct Motive: Sendable {
    let deeds: [Verb]
    let states: [Adjective]
    let feelings: [Pair]
    var isDenied = false
  }

  private static let motives = [
    Motive(
      deeds: [Verbs.goToBed, Verbs.sleep, Verbs.goHome, Verb("rest", "se reposer")],
      states: [Adjective("tired", "fatigué"), Adjective("sick", "malade")],
      feelings: [Pair("sleepy", "sommeil"), Pair("cold", "froid")]),
    Motive(
      deeds: [Verbs.eat, Verbs.cook], states: [], feelings: [Pair("hungry", "faim")]),
    Motive(
      deeds: [Verbs.drink], states: [], feelings: [Pair("thirsty", "soif"), Pair("hot", "chaud")]),
    Motive(
      deeds: [Verbs.laugh, Verbs.sing, Verbs.dance],
      states: [Adjective("happy", "heureux"), Adjective("satisfied", "satisfait")], feelings: []),
    Motive(
      deeds: [Verbs.cry],
      states: [
        Adjective("sad", "triste"), Adjective("disappointed", "déçu"), Adjective("alone", "seul"),
        Adjective("sick", "malade"),
      ], feelings: [Pair("afraid", "peur"), Pair("hungry", "faim"), Pair("wrong", "tort")]),
    Motive(
      deeds: [
        Verbs.work, Verbs.travel, Verbs.dance, Verbs.play, Verbs.drive, Verbs.come, Verbs.goOut,
        Verbs.leave, Verbs.sing,
      ],
      states: [
        Adjective("tired", "fatigué"), Adjective("sick", "malade"), Adjective("busy", "occupé"),
        Adjective("worried", "inquiet", feminine: "inquiète"), Adjective("nervous", "nerveux"),
      ], feelings: [Pair("sleepy", "sommeil"), Pair("cold", "froid"), Pair("afraid", "peur")],
      isDenied: true),
    Motive(
      deeds: [Verbs.swim, Verbs.goOut, Verbs.run], states: [],
      feelings: [Pair("cold", "froid"), Pair("hot", "chaud"), Pair("afraid", "peur")],
      isDenied: true),
  ]

  private static let conditions = [
    Pair("it rains", "il pleut"), Pair("it snows", "il neige"), Pair("it is cold", "il fait froid"),
    Pair("it is hot", "il fait chaud"), Pair("you come", "vous venez"),
    Pair("you want", "vous voulez"), Pair("I have time", "j'ai le temps"),
    Pair("the weather is nice", "il fait beau"), Pair("it rains tomorrow", "il pleut demain"),
    Pair("the train is late", "le train est en retard"),
    Pair("the shop is closed", "le magasin est fermé"),
    Pair("they do not come", "ils ne viennent pas"),
  ]

  private static let beforehand = [
    ("leaving", "partir"), ("sleeping", "dormir"), ("eating", "manger"), ("working", "travailler"),
    ("going out", "sortir"), ("coming", "venir"), ("dancing", "danser"),
  ]

  private struct Purpose: Sendable {
    let words: Pair
    let places: Set<String>
  }

  private static let purposes = [
    Purpose(
      words: Pair("buy bread", "acheter du pain"), places: ["bakery", "supermarket", "market"]),
    Purpose(
      words: Pair("buy fruit", "acheter des fruits"), places: ["supermarket", "market", "shop"]),
    Purpose(
      words: Pair("buy vegetables", "acheter des légumes"),
      places: ["supermarket", "market", "shop"]),
    Purpose(words: Pair("see a film", "voir un film"), places: ["cinema"]),
    Purpose(words: Pair("swim", "nager"), places: ["beach", "swimming pool"]),
    Purpose(
      words: Pair("read the newspaper", "lire le journal"), places: ["library", "café", "park"]),
    Purpose(words: Pair("have dinner", "dîner"), places: ["restaurant", "hotel"]),
    Purpose(words: Pair("walk", "marcher"), places: ["park", "beach", "castle"]),
    Purpose(
      words: Pair("meet a friend", "rencontrer un ami"),
      places: ["café", "station", "restaurant", "airport", "park"]),
    Purpose(words: Pair("take the train", "prendre le train"), places: ["station"]),
    Purpose(words: Pair("send a parcel", "envoyer un colis"), places: ["post office"]),
    Purpose(words: Pair("see the doctor", "voir le médecin"), places: ["hospital"]),
    Purpose(words: Pair("study", "étudier"), places: ["library", "university"]),
  ]
}
