/// Likes, needs, fears, pains; what is easy and what one thinks.
enum LikingTemplates {
  static let all: [Template] = [
    Template("liking things", 270) { sampler in
      let subject = sampler.subject()
      let verb = sampler.pick(Verbs.like, Verbs.like, Verbs.love, Verbs.hate)
      let polarity: Polarity =
        verb.english.base == "like" ? sampler.pick(.positive, .not) : .positive
      return Sentence(
        Clause(subject, Predicate(verb).with(kind(&sampler)), .present, polarity).statement)
    },
    Template("liking asked", 150) { sampler in
      let subject = sampler.chance(60) ? .you : sampler.thirdPerson()
      return Sentence(
        QuestionTemplates.yesOrNo(
          Clause(subject, Predicate(Verbs.like).with(kind(&sampler)), .present)), .question)
    },
    Template("preferring", 210) { sampler in
      let subject = sampler.subject()
      let nouns = sampler.pick(Food.drinks, Food.uncountable, Food.countable, Things.pets)
      let first = generic(sampler.pick(nouns))
      var second = generic(sampler.pick(nouns))
      while second.english == first.english { second = generic(sampler.pick(nouns)) }
      let predicate = Predicate(Verbs.prefer).with(first).then(
        Pair("to \(second.english)", second.frenchAfterA))
      return Sentence(Clause(subject, predicate, .present).statement)
    },
    Template("liking to do", 270) { sampler in
      let subject = sampler.subject()
      let verb = sampler.pick(
        Verb("like to", "aimer", stative: true), Verb("love to", "adorer", stative: true),
        Verb("hate to", "détester", stative: true))
      let deed =
        sampler.chance(60)
        ? sampler.scene() : Predicate(sampler.pick(Verbs.activities + Verbs.intended))
      let polarity: Polarity =
        verb.english.base == "like" ? sampler.pick(.positive, .not) : .positive
      return Sentence(
        Clause(
          subject, .chain(verb, deed, subject), sampler.pick(.present, .present, .past), polarity
        ).statement)
    },
    Template("needing", 270) { sampler in
      let subject = sampler.subject()
      let noun = sampler.pick(
        Things.belongings + Things.unisex + Things.vehicles + Things.furniture
          + PossessionTemplates.abstractions + Food.seasonings + Food.drinks)
      let adjective =
        sampler.chance(30) && !noun.isMass
        ? sampler.pick(Adjectives.new, Adjectives.big, Adjectives.good) : nil
      let determiner: Determiner =
        noun.isMass
        ? sampler.pick(.some, .indefinite)
        : sampler.pick(.indefinite, .indefinite, .possessive(subject.owner), .this)
      let predicate = Predicate(Verbs.need).with(NounPhrase(determiner, noun, adjective: adjective))
      let polarity: Polarity = noun.isMass ? .positive : sampler.pick(.positive, .positive, .not)
      let tense: Tense = sampler.pick(.present, .present, .past, .future)
      return Sentence(Clause(subject, predicate, tense, polarity).statement)
    },
    Template("needing to", 210) { sampler in
      let subject = sampler.subject()
      let verb = Verb("need to", "avoir besoin", stative: true)
      let chain = Predicate.chain(verb, sampler.deed(for: subject), subject, link: "de")
      return Sentence(Clause(subject, chain, sampler.pick(.present, .present, .past)).statement)
    },
    Template("fearing", 210) { sampler in
      let subject = sampler.subject()
      let english = sampler.pick(fears)
      let verb = Verb(
        EnglishVerb("be", past: "was", participle: "been"), "avoir peur", stative: true,
        preposition: .de)
      var object = NounPhrase(.generic, english, english.isMass ? .singular : .plural)
      object.english = "afraid of \(object.english)"
      let polarity = sampler.pick(Polarity.positive, .positive, .not, .never)
      return Sentence(
        Clause(
          subject, Predicate(verb).with(object), sampler.pick(.present, .present, .past), polarity
        ).statement)
    },
    Template("pain", 210) { sampler in
      let subject = sampler.chance(50) ? sampler.pronoun() : sampler.somebody()
      let part = sampler.pick(Things.body)
      let place = NounPhrase(.definite, part).frenchAfterA
      let owner = subject.isPronoun ? subject.owner.english : "\(subject.english)'s"
      let (time, isPast) = sampler.pick(
        [
          (Pair.empty, false), (Pair("today", "aujourd'hui"), false),
          (Pair("now", "maintenant"), false),
        ] + Times.past.map { ($0, true) })
      let plural = subject.person == .firstPlural || subject.person == .thirdPlural
      let english = words(
        owner, plural ? part.englishPlural : part.english,
        isPast ? "hurt" : plural ? "hurt" : "hurts", time.english)
      let verb = Verb(.init("hurt"), "avoir mal", stative: true)
      let french = Clause(
        subject, Predicate(verb).then(Pair("", place)).then(time), isPast ? .past : .present
      ).frenchStatement
      return Sentence(Pair(english, french))
    },
    Template("it is easy to", 270) { sampler in
      let deed =
        sampler.chance(50)
        ? sampler.scene() : sampler.action(Frames.reading + Frames.household, for: impersonal)
      let infinitive = deed.infinitive(for: .thirdSingular)
      let adjective = sampler.pick(Adjectives.tasks)
      let tense = sampler.pick(Tense.present, .present, .past, .future)
      let polarity = sampler.pick(Polarity.positive, .positive, .not)
      let subject = NounPhrase("it", "il", .masculine)
      let predicate = Predicate.be(adjective, subject).then(
        Pair("to \(infinitive.english)", "de \(infinitive.french)"))
      return Sentence(Clause(subject, predicate, tense, polarity).statement)
    },
    Template("thinking that", 270) { sampler in
      let thinker = sampler.pick(NounPhrase.i, .i, .we, .he, .she, .they, sampler.person())
      let (verb, link) = sampler.pick(opinions)
      let subject = sampler.thirdPerson()
      let predicate =
        sampler.chance(50)
        ? Predicate.be(sampler.pick(Adjectives.states + Adjectives.traits), subject)
        : StateTemplates.sensation(
          sampler.pick(
            Pair("right", "raison"), Pair("wrong", "tort"), Pair("hungry", "faim"),
            Pair("cold", "froid")))
      let opinion = Clause(thinker, Predicate(verb), .present).statement
      return Sentence(opinion + link + Clause(subject, predicate, .present).statement)
    },
    Template("knowing how and where", 240) { sampler in
      let knower = sampler.pick(NounPhrase.i, .we, .he, .she, .they, sampler.person())
      let subject = sampler.thirdPerson()
      let (word, predicate, tense) = indirectQuestion(&sampler, subject)
      let verb = Verb(
        EnglishVerb("know", past: "knew", participle: "known"), "savoir", stative: true)
      // Only the present: after "knew", the French past would be the pluperfect.
      let head = Clause(knower, Predicate(verb), .present, sampler.pick(.positive, .not)).statement
      return Sentence(head + word + Clause(subject, predicate, tense).statement)
    },
    Template("knowing how to", 210) { sampler in
      let subject = sampler.subject()
      let verb = Verb(EnglishVerb("know how to", past: "knew"), "savoir", stative: true)
      let deed =
        sampler.chance(50)
        ? Predicate(sampler.pick(Verbs.learnt))
        : Predicate(Verbs.play).then(sampler.pick(instruments))
      return Sentence(
        Clause(
          subject, .chain(verb, deed, subject), sampler.pick(.present, .present, .past),
          sampler.pick(.positive, .not)
        ).statement)
    },
  ]

  private static let impersonal = NounPhrase("it", "il", .masculine)

  private static func generic(_ noun: Noun) -> NounPhrase {
    NounPhrase(.generic, noun, noun.isMass ? .singular : .plural)
  }

  /// A kind of thing people like or dislike.
  private static func kind(_ sampler: inout Sampler) -> NounPhrase {
    if sampler.chance(20) {
      return NounPhrase(
        sampler.pick(.this, .that), sampler.pick(Things.shows + Things.clothes + Places.settlements)
      )
    }
    return generic(
      sampler.pick(
        Food.uncountable + Food.drinks + Food.countable + Things.animals + Things.shows.prefix(3)
          + Things.readables.suffix(4) + [
            .massF("music", "musique"), .massM("sport", "sport"), .massM("winter", "hiver"),
            .massM("summer", "été"),
          ]))
  }

  private static let fears: [Noun] =
    Things.animals + [
      .massF("water", "eau"), .massF("rain", "pluie"), .massF("death", "mort"),
      .massM("silence", "silence"), .massM("fire", "feu"),
      .m("exam", "examen"), .m("plane", "avion"), .m("doctor", "médecin"),
      .f("storm", "tempête"),
    ]

  private static let opinions: [(Verb, Pair)] = [
    (Verbs.think, Pair("that", "que")),
    (Verb("believe", "croire", stative: true), Pair("that", "que")),
    (Verb(EnglishVerb("know", past: "knew"), "savoir", stative: true), Pair("that", "que")),
    (Verb(EnglishVerb("say", past: "said"), "dire", stative: true), Pair("that", "que")),
  ]

  private static func indirectQuestion(
    _ sampler: inout Sampler, _ subject: NounPhrase
  ) -> (Pair, Predicate, Tense) {
    switch sampler.index(below: 4) {
    case 0: (Pair("where", "où"), Predicate(sampler.pick(Verbs.live, Verbs.work)), .present)
    case 1:
      (
        Pair("when", "quand"), Predicate(sampler.pick(Verbs.movements)),
        sampler.pick(.future, .past)
      )
    case 2:
      (
        Pair("why", "pourquoi"),
        Predicate(sampler.pick(Verbs.movements + [Verbs.cry, Verbs.laugh])), .past
      )
    default:
      (Pair("why", "pourquoi"), Predicate.be(sampler.pick(Adjectives.states), subject), .present)
    }
  }

  private static let instruments = [
    Pair("the piano", "du piano"), Pair("the guitar", "de la guitare"), Pair("chess", "aux échecs"),
    Pair("cards", "aux cartes"), Pair("tennis", "au tennis"), Pair("the violin", "du violon"),
  ]
}
