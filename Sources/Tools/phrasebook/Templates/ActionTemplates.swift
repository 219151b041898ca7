/// What people do, in every tense.
enum ActionTemplates {
  static let all: [Template] = [
    Template("doing now", 300) { sampler in
      let subject = sampler.subject()
      let predicate = sampler.action(Frames.lasting, for: subject)
      let time = sampler.chance(40) ? sampler.pick(Times.now) : .empty
      return Sentence(Clause(subject, predicate.then(time), .continuous).statement)
    },
    Template("habit", 300) { sampler in
      let subject = sampler.subject()
      let frame = sampler.pick(Frames.habitual)
      let predicate = Predicate(frame.verb).with(sampler.habitObject(frame, for: subject))
      return Sentence(
        Clause(subject, predicate.then(sampler.pick(Times.habits)), .present).statement)
    },
    Template("frequency", 300) { sampler in
      let subject = sampler.subject()
      let frame = sampler.pick(Frames.habitual)
      let predicate = Predicate(frame.verb).with(sampler.habitObject(frame, for: subject))
      let adverb = sampler.pick(Times.frequencies)
      return Sentence(Clause(subject, predicate, .present, adverb: adverb).statement)
    },
    Template("past action", 420) { sampler in
      let subject = sampler.subject()
      let frame = sampler.pick(Frames.all)
      let predicate = Predicate(frame.verb).with(sampler.object(frame, for: subject))
      // "They read it" is present and past: only the time tells.
      let isAmbiguous = frame.verb.english.past == frame.verb.english.base
      let time = isAmbiguous || sampler.chance(70) ? sampler.pastTime(frame) : .empty
      return Sentence(Clause(subject, predicate.then(time), .past).statement)
    },
    Template("past action denied", 300) { sampler in
      let subject = sampler.subject()
      let frame = sampler.pick(Frames.all)
      let predicate = Predicate(frame.verb).with(sampler.objectNegated(frame, for: subject))
      let time = sampler.chance(50) ? sampler.pastTime(frame) : .empty
      return Sentence(Clause(subject, predicate.then(time), .past, .not).statement)
    },
    Template("present action denied", 300) { sampler in
      let subject = sampler.subject()
      let frame = sampler.pick(Frames.habitual)
      let object = sampler.objectNegated(frame, for: subject)
      let predicate = Predicate(frame.verb).with(object)
      let tense = sampler.pick(Tense.present, .continuous)
      return Sentence(Clause(subject, predicate, tense, .not).statement)
    },
    Template("never and no longer", 270) { sampler in
      let subject = sampler.subject()
      let frame = sampler.pick(Frames.food.prefix(3) + Frames.habitual)
      let noun = sampler.pick(frame.objects)
      let determiner: Determiner =
        switch frame.style {
        case .owned: .possessive(subject.owner)
        case .meal: .generic
        default: .indefinite
        }
      let number: Number = noun.isMass || frame.style == .owned ? .singular : .plural
      let predicate = Predicate(frame.verb).with(NounPhrase(determiner, noun, number))
      let polarity = sampler.pick(Polarity.never, .never, .noLonger, .notAnyMore)
      return Sentence(Clause(subject, predicate, .present, polarity).statement)
    },
    Template("future action", 360) { sampler in
      let subject = sampler.subject()
      let frame = sampler.pick(Frames.lasting)
      let predicate = Predicate(frame.verb).with(sampler.object(frame, for: subject))
      let time = sampler.chance(75) ? sampler.futureTime(frame) : .empty
      return Sentence(Clause(subject, predicate.then(time), .future).statement)
    },
    Template("future denied", 240) { sampler in
      let subject = sampler.subject()
      let frame = sampler.pick(Frames.lasting)
      let predicate = Predicate(frame.verb).with(sampler.objectNegated(frame, for: subject))
      let tense = sampler.pick(Tense.future, .goingTo)
      return Sentence(
        Clause(subject, predicate.then(sampler.futureTime(frame)), tense, .not).statement)
    },
    Template("going to", 330) { sampler in
      let subject = sampler.subject()
      let predicate = sampler.deed(for: subject)
      let time = sampler.chance(60) ? sampler.pick(Times.future) : .empty
      return Sentence(Clause(subject, predicate.then(time), .goingTo).statement)
    },
    Template("just done", 270) { sampler in
      let subject = sampler.subject()
      let predicate = sampler.action(Frames.all, for: subject)
      return Sentence(Clause(subject, predicate, .justDone).statement)
    },
    Template("already done", 240) { sampler in
      let subject = sampler.subject()
      let predicate = sampler.action(Frames.all, for: subject)
      return Sentence(
        Clause(subject, predicate, .perfect, adverb: Pair("already", "déjà")).statement)
    },
    Template("not yet done", 240) { sampler in
      let subject = sampler.subject()
      let frame = sampler.pick(Frames.expected)
      let object = NounPhrase(
        sampler.pick(.definite, .possessive(subject.owner), .this), sampler.pick(frame.objects))
      let predicate = Predicate(frame.verb).with(object)
      return Sentence(Clause(subject, predicate, .perfect, .notYet).statement)
    },
    Template("used to", 270) { sampler in
      let subject = sampler.subject()
      let predicate = sampler.chance(40) ? sampler.scene() : habit(&sampler, subject)
      return Sentence(
        Clause(subject, predicate.then(sampler.pick(Times.habits)), .usedTo).statement)
    },
    Template("was doing when", 300) { sampler in
      let subject = sampler.subject()
      let predicate =
        sampler.chance(50)
        ? Predicate(sampler.pick(Verbs.activities)) : sampler.action(Frames.lasting, for: subject)
      let background = Clause(subject, predicate, .wasDoing).statement
      return Sentence(background + Pair("when", "quand") + sampler.pick(interruptions))
    },
    Template("activity and place", 270) { sampler in
      let subject = sampler.subject()
      let tense = sampler.pick(Tense.continuous, .past, .future)
      let time = tense == .continuous ? Times.now : tense == .past ? Times.past : Times.future
      let predicate = sampler.scene().then(sampler.chance(60) ? sampler.pick(time) : .empty)
      return Sentence(Clause(subject, predicate, tense).statement)
    },
    Template("activity and manner", 240) { sampler in
      let subject = sampler.subject()
      let verb = sampler.pick(Verbs.activities)
      let manners =
        Verbs.skills.contains(verb.english.base) ? Times.manners : Array(Times.manners.prefix(3))
      let predicate = Predicate(verb).then(sampler.pick(manners))
      return Sentence(Clause(subject, predicate, sampler.pick(.present, .usedTo)).statement)
    },
    Template("nothing and nobody", 210) { sampler in
      let subject = sampler.subject()
      let tense = sampler.pick(Tense.present, .past, .past, .future)
      let time =
        tense == .past && sampler.chance(60)
        ? sampler.pick(Times.past) : tense == .future ? sampler.pick(Times.future) : .empty
      let isThing = sampler.chance(50)
      let verb = sampler.pick(isThing ? thingVerbs : Array(Verbs.personal.prefix(8)))
      let clause = Clause(subject, Predicate(verb).then(time), tense, isThing ? .nothing : .nobody)
      return Sentence(clause.statement)
    },
    Template("would like to", 270) { sampler in
      let subject = sampler.subject()
      let chain = Predicate.chain(.likeTo, sampler.deed(for: subject), subject)
      return Sentence(Clause(subject, chain, .conditional).statement)
    },
    Template("want to", 270) { sampler in
      let subject = sampler.subject()
      let tense = sampler.pick(Tense.present, .present, .past)
      let polarity = sampler.pick(Polarity.positive, .positive, .not)
      let predicate = polarity == .not ? deedNegated(&sampler, subject) : sampler.deed(for: subject)
      return Sentence(
        Clause(subject, .chain(.wantTo, predicate, subject), tense, polarity).statement)
    },
    Template("can and cannot", 270) { sampler in
      let subject = sampler.subject()
      let polarity = sampler.pick(Polarity.positive, .not)
      let predicate = polarity == .not ? deedNegated(&sampler, subject) : sampler.deed(for: subject)
      let isPresent = sampler.chance(60)
      let time =
        isPresent
        ? sampler.pick(.empty, Pair("today", "aujourd'hui"), Pair("now", "maintenant"))
        : sampler.pick(Times.future)
      return Sentence(
        Clause(
          subject, .chain(.can, predicate.then(time), subject), isPresent ? .present : .future,
          polarity
        ).statement)
    },
    Template("must and should", 270) { sampler in
      let subject = sampler.subject()
      let verb = sampler.pick(Verb.must, .should, .haveTo)
      let predicate = sampler.deed(for: subject).then(
        sampler.chance(50) ? sampler.pick(Times.future) : .empty)
      return Sentence(Clause(subject, .chain(verb, predicate, subject), .present).statement)
    },
    Template("governed infinitive", 300) { sampler in
      let subject = sampler.subject()
      let (verb, link) = sampler.pick(Verbs.governors)
      let chain = Predicate.chain(
        verb, sampler.action(Frames.lasting, for: subject), subject, link: link)
      let tense: Tense = verb.english.base == "hope" ? .present : .past
      return Sentence(Clause(subject, chain, tense).statement)
    },
    Template("beginning and learning", 210) { sampler in
      let subject = sampler.subject()
      let (verb, link) = sampler.pick(Verbs.phases)
      let isLearning = verb.english.base == "learn"
      let activity = sampler.pick(isLearning ? Verbs.learnt : Verbs.efforts)
      let chain = Predicate.chain(verb, Predicate(activity), subject, link: link)
      let tense = sampler.pick(Tense.past, .future, .perfect)
      let time =
        tense == .perfect
        ? .empty
        : sampler.pick(
          tense == .past ? Times.past + Times.longPast : Times.future + Times.longFuture)
      return Sentence(Clause(subject, chain.then(time), tense).statement)
    },
  ]

  private static func habit(_ sampler: inout Sampler, _ subject: NounPhrase) -> Predicate {
    let frame = sampler.pick(Frames.habitual)
    return Predicate(frame.verb).with(sampler.habitObject(frame, for: subject))
  }

  /// A deed whose object suits a sentence that says no.
  private static func deedNegated(_ sampler: inout Sampler, _ subject: NounPhrase) -> Predicate {
    if sampler.chance(35) { return Predicate(sampler.pick(Verbs.activities)) }
    let frame = sampler.pick(Frames.lasting)
    return Predicate(frame.verb).with(sampler.objectNegated(frame, for: subject))
  }

  private static let thingVerbs = [
    Verbs.eat, Verbs.drink, Verbs.buy, Verbs.see, Verbs.find, Verbs.sell,
    Verb(EnglishVerb("understand", past: "understood"), "comprendre"),
    Verb(EnglishVerb("hear", past: "heard"), "entendre"),
    Verb(EnglishVerb("say", past: "said"), "dire"), Verb("change", "changer"),
  ]

  private static let interruptions = [
    Pair("the phone rang", "le téléphone a sonné"), Pair("I arrived", "je suis arrivé"),
    Pair("it started to rain", "il a commencé à pleuvoir"),
    Pair("you called", "vous avez appelé"), Pair("the lights went out", "la lumière s'est éteinte"),
    Pair("his mother came in", "sa mère est entrée"),
    Pair("somebody knocked at the door", "quelqu'un a frappé à la porte"),
    Pair("the train arrived", "le train est arrivé"),
    Pair("we came back", "nous sommes revenus"), Pair("they left", "ils sont partis"),
    Pair("the dog barked", "le chien a aboyé"), Pair("the film began", "le film a commencé"),
  ]
}
