/// Questions: yes or no, who, what, where, when, why, how, which.
enum QuestionTemplates {
  static let all: [Template] = [
    Template("is it so", 270) { sampler in
      let subject = sampler.chance(50) ? sampler.thirdPerson() : .you
      let adjective = sampler.pick(Adjectives.states + Adjectives.traits)
      let degree = sampler.chance(30) ? Pair("very", "très") : .empty
      let time =
        Adjectives.states.contains { $0.english == adjective.english }
        ? sampler.pick(.empty, Pair("today", "aujourd'hui"), Pair("tonight", "ce soir")) : .empty
      let clause = Clause(
        subject, Predicate.be(adjective, subject, degree: degree).then(time), .present)
      return Sentence(yesOrNo(clause), .question)
    },
    Template("sensation asked", 120) { sampler in
      let subject = sampler.chance(60) ? sampler.thirdPerson() : .you
      let time = sampler.pick(
        .empty, Pair("now", "maintenant"), Pair("this morning", "ce matin"),
        Pair("today", "aujourd'hui"))
      let clause = Clause(
        subject, StateTemplates.sensation(sampler.pick(StateTemplates.sensations)).then(time),
        .present)
      return Sentence(yesOrNo(clause), .question)
    },
    Template("habit asked", 270) { sampler in
      let subject = sampler.chance(50) ? .you : sampler.thirdPerson()
      let frame = sampler.pick(Frames.habitual)
      let time = sampler.chance(60) ? sampler.pick(Times.habits) : .empty
      let predicate = Predicate(frame.verb).with(sampler.habitObject(frame, for: subject)).then(
        time)
      return Sentence(yesOrNo(Clause(subject, predicate, .present)), .question)
    },
    Template("past asked", 330) { sampler in
      let subject = sampler.chance(50) ? .you : sampler.thirdPerson()
      let frame = sampler.pick(Frames.all)
      let time = sampler.chance(50) ? sampler.pastTime(frame) : .empty
      let predicate = Predicate(frame.verb).with(sampler.object(frame, for: subject)).then(time)
      return Sentence(yesOrNo(Clause(subject, predicate, .past)), .question)
    },
    Template("future asked", 240) { sampler in
      let subject = sampler.chance(50) ? .you : sampler.thirdPerson()
      let predicate = sampler.deed(for: subject).then(sampler.pick(Times.future))
      return Sentence(
        yesOrNo(Clause(subject, predicate, sampler.pick(.future, .goingTo))), .question)
    },
    Template("where and when and why", 330) { sampler in
      let subject = sampler.chance(50) ? .you : sampler.thirdPerson()
      let (word, tense) = sampler.pick(questionWords)
      let predicate =
        switch word.english {
        case "where":
          sampler.action(tense == .past ? placeable : placeable.filter(\.isPurchase), for: subject)
        case "how": Predicate(sampler.pick(Verbs.movements)).then(sampler.pick(Times.future))
        default: sampler.deed(for: subject)
        }
      return Sentence(Clause(subject, predicate, tense).question(word), .question)
    },
    Template("where to", 210) { sampler in
      let subject =
        sampler.chance(40) ? sampler.pick(.you, .he, .she, .they, .we) : sampler.thirdPerson()
      let verb = sampler.pick(Verbs.live, Verbs.work, Verbs.go, Verbs.eat, Verbs.sleep, Verbs.wait)
      let isMotion = verb.english.base == "go"
      let tense = sampler.pick(
        isMotion ? [Tense.continuous, .past, .future] : [.present, .past, .future, .goingTo])
      let time =
        tense == .past
        ? sampler.pick(Times.past)
        : tense == .present || tense == .continuous ? .empty : sampler.pick(Times.future)
      let isHome = verb.english.base == "live"
      return Sentence(
        Clause(subject, Predicate(verb).then(isHome ? .empty : time), isHome ? .present : tense)
          .question(Pair("where", "où")), .question)
    },
    Template("what", 270) { sampler in
      let subject =
        sampler.chance(40) ? sampler.pick(.you, .he, .she, .they) : sampler.thirdPerson()
      let verb = sampler.pick(objectVerbs)
      let tense = sampler.pick(Tense.continuous, .past, .past, .future, .goingTo)
      let time =
        tense == .past
        ? sampler.pick([.empty] + Times.past)
        : tense == .continuous ? .empty : sampler.pick(Times.future)
      let frenchOrder = Clause(subject, Predicate(verb).then(time), tense)
      return Sentence(frenchOrder.question(Pair("what", "que")), .question)
    },
    Template("who did it", 270) { sampler in
      let frame = sampler.pick(Frames.all)
      let known = NounPhrase(
        sampler.pick(.definite, .this, .possessive(sampler.pick(.my, .your, .our))),
        sampler.pick(frame.objects), frame.style == .ownedSeveral ? .plural : .singular)
      let object = frame.style == .food ? sampler.food(sampler.pick(frame.objects)) : known
      let tense: Tense =
        frame.aspect == .momentary ? .past : sampler.pick(.past, .continuous, .goingTo, .future)
      return Sentence(Clause(.who, Predicate(frame.verb).with(object), tense).statement, .question)
    },
    Template("how many", 240) { sampler in
      let subject = sampler.chance(50) ? .you : sampler.thirdPerson()
      let (verb, nouns) = sampler.pick(countedThings)
      let noun = sampler.pick(nouns)
      let isPast = !verb.isStative && sampler.chance(60)
      var predicate = Predicate(verb)
      predicate.precedingObject = Agreement(gender: noun.gender, number: .plural)
      let words = Pair("how many \(noun.englishPlural)", "combien de \(noun.frenchPlural)")
      let time = isPast ? sampler.pick([.empty] + Times.past) : .empty
      let tense: Tense = isPast ? .past : verb.isStative ? .present : .goingTo
      let clause = Clause(subject, predicate.then(time), tense)
      return Sentence(
        verb.isStative ? clause.shortQuestion(words) : clause.question(words), .question)
    },
    Template("which", 210) { sampler in
      let noun = sampler.pick(
        Things.clothes + Things.shows + Things.readables + Places.attractions + Things.vehicles
          + Places.homes)
      let subject = sampler.chance(60) ? .you : sampler.thirdPerson()
      let number = sampler.number()
      let agreement = Agreement(gender: noun.gender, number: number)
      let which = Adjective("which", "quel", feminine: "quelle").french(agreement)
      let verb = sampler.pick(Verbs.prefer, Verbs.prefer, Verbs.choose, Verbs.like)
      var predicate = Predicate(verb)
      predicate.precedingObject = agreement
      let tense: Tense = verb.isStative ? .present : sampler.pick(.past, .future)
      return Sentence(
        Clause(subject, predicate, tense).question(
          Pair("which \(noun.english(number))", "\(which) \(noun.french(number))")), .question)
    },
    Template("where is", 240) { sampler in
      let things = Things.belongings + Things.sets + Things.clothes
      let number: Number = sampler.chance(30) ? .plural : .singular
      let owner = Determiner.possessive(sampler.pick(Owner.allCases))
      let subject =
        switch sampler.index(below: 4) {
        case 0: sampler.person()
        case 1: NounPhrase(.definite, sampler.pick(Places.destinations))
        default: NounPhrase(sampler.pick(owner, owner, .definite), sampler.pick(things), number)
        }
      let isPlural = subject.agreement.number == .plural
      return Sentence(
        Pair("where \(isPlural ? "are" : "is")", "où \(isPlural ? "sont" : "est")") + subject.pair,
        .question)
    },
    Template("is there", 240) { sampler in
      let isPlace = sampler.chance(50)
      if isPlace {
        let place = NounPhrase(.indefinite, sampler.pick(Places.destinations))
        let position =
          sampler.chance(50)
          ? sampler.pick(
            Pair("near here", "près d'ici"), Pair("in this street", "dans cette rue"),
            Pair("in the village", "dans le village"))
          : sampler.position(
            Array(Places.neighbourly.prefix(5)),
            NounPhrase(.definite, sampler.pick(Places.destinations)))
        return Sentence(Pair("is there", "est-ce qu'il y a") + place.pair + position, .question)
      }
      let noun = sampler.pick(Food.uncountable + Food.drinks + Food.seasonings + Food.countable)
      let phrase = NounPhrase(.any, noun, noun.isMass ? .singular : .plural)
      let position = sampler.pick(
        Pair("in the fridge", "dans le réfrigérateur"), Pair("on the table", "sur la table"),
        Pair("in the kitchen", "dans la cuisine"), Pair("in the cupboard", "dans le placard"))
      return Sentence(
        Pair(noun.isMass ? "is there" : "are there", "est-ce qu'il y a") + phrase.pair + position,
        .question)
    },
    Template("why not", 180) { sampler in
      let subject = sampler.pronoun()
      let frame = sampler.pick(Frames.all)
      let predicate = Predicate(frame.verb).with(sampler.objectNegated(frame, for: subject))
      let tense: Tense = frame.aspect == .habitual ? sampler.pick(.present, .past) : .past
      let clause = Clause(subject, predicate, tense, .not)
      let english = EnglishContractions.shortened(clause.englishQuestion)
      return Sentence(
        Pair("why \(english)", clause.question(Pair("why", "pourquoi")).french), .question)
    },
    Template("can I", 240) { sampler in
      let (subject, head) = sampler.pick(permissions)
      let predicate =
        sampler.chance(60)
        ? sampler.action(Frames.lasting, for: subject)
        : Predicate(sampler.pick(Verbs.efforts + [Verbs.smoke, Verbs.wait, Verbs.sleep])).then(
          sampler.pick(.empty, Pair("here", "ici")))
      let infinitive = predicate.infinitive(for: subject.person)
      return Sentence(head + infinitive, .question)
    },
  ]

  /// "avez-vous …" for "you", "est-ce que …" for all others.
  static func yesOrNo(_ clause: Clause) -> Pair {
    clause.subject.person == .secondPlural ? clause.invertedQuestion : clause.question
  }

  private static let questionWords: [(Pair, Tense)] = [
    (Pair("where", "où"), .past), (Pair("when", "quand"), .past), (Pair("when", "quand"), .future),
    (Pair("when", "quand"), .goingTo), (Pair("why", "pourquoi"), .past),
    (Pair("why", "pourquoi"), .goingTo), (Pair("how", "comment"), .future),
    (Pair("where", "où"), .goingTo), (Pair("where", "où"), .future),
  ]

  /// What is done in some place or other.
  private static let placeable: [Frame] =
    Frames.clothing.dropFirst().prefix(1)
    + Frames.owning.filter { ["lose", "find", "forget", "buy"].contains($0.verb.english.base) }

  private static let objectVerbs = [
    Verbs.eat, Verbs.drink, Verbs.buy, Verbs.read, Verbs.sell, Verbs.draw, Verbs.choose,
    Verb(EnglishVerb("write", past: "wrote", participle: "written"), "écrire"),
    Verb(EnglishVerb("do", past: "did", participle: "done"), "faire"),
    Verb("look for", "chercher"), Verb("prepare", "préparer"), Verb("watch", "regarder"),
    Verb(EnglishVerb("say", past: "said"), "dire"), Verb("study", "étudier"),
    Verb(EnglishVerb("bring", past: "brought"), "apporter"),
  ]

  private static let countedThings: [(Verb, [Noun])] = [
    (.have, People.kin + Things.pets + Things.vehicles + Things.belongings),
    (Verbs.buy, Things.clothes + Things.belongings + Food.countable), (Verbs.eat, Food.countable),
    (Verbs.read, Things.readables), (Verbs.see, Things.animals + Things.shows),
  ]

  private static let permissions: [(NounPhrase, Pair)] = [
    (.i, Pair("can I", "puis-je")), (.we, Pair("can we", "pouvons-nous")),
    (.you, Pair("can you", "pouvez-vous")), (.i, Pair("may I", "puis-je")),
    (.i, Pair("could I", "pourrais-je")), (.we, Pair("could we", "pourrions-nous")),
    (.they, Pair("can they", "est-ce qu'ils peuvent")),
  ]
}
