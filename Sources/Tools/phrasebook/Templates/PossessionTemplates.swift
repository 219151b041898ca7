/// Having, being there, being somebody's, and how much of it.
enum PossessionTemplates {
  static let all: [Template] = [
    Template("having relatives", 270) { sampler in
      let subject = sampler.subject()
      let first = sampler.pick(People.kin)
      let second = sampler.pick(People.kin.filter { $0.english != first.english })
      let one = counted(&sampler, first)
      let object =
        sampler.chance(50)
        ? one.pair : one.pair + Pair("and", "et") + counted(&sampler, second).pair
      return Sentence(Clause(subject, Predicate(.have).then(object), .present).statement)
    },
    Template("having things", 300) { sampler in
      let subject = sampler.subject()
      let isPlural = sampler.chance(35)
      // One has several pens and several cats, seldom several houses.
      let (nouns, adjectives) = isPlural ? sampler.pick(collectables) : sampler.pick(possessions)
      let noun = sampler.pick(nouns)
      let object = NounPhrase(
        isPlural
          ? sampler.pick(
            .count(2 + sampler.index(below: 9)),
            .quantity(sampler.pick(Determiner.Quantity.allCases)), .some) : .indefinite,
        noun, isPlural ? .plural : .singular,
        adjective: sampler.chance(70) && !isPlural ? sampler.pick(adjectives) : nil)
      return Sentence(
        Clause(subject, Predicate(.have).with(object), sampler.pick(.present, .present, .past))
          .statement)
    },
    Template("having none", 270) { sampler in
      let subject = sampler.subject()
      let (nouns, _) = sampler.pick(possessions)
      let isMass = sampler.chance(30)
      let isKin = sampler.chance(25)
      let noun = sampler.pick(isMass ? abstractions : isKin ? People.kin : nouns)
      let object =
        isMass
        ? NounPhrase(.any, noun)
        : sampler.chance(50) ? NounPhrase(.any, noun, .plural) : NounPhrase(.indefinite, noun)
      let polarity = isKin ? Polarity.not : sampler.pick(.not, .not, .noLonger)
      return Sentence(Clause(subject, Predicate(.have).with(object), .present, polarity).statement)
    },
    Template("enough and too much", 240) { sampler in
      let subject = sampler.subject()
      let quantity = sampler.pick(Determiner.Quantity.allCases)
      let noun = sampler.pick(abstractions + Things.sets)
      let number: Number = noun.isMass ? .singular : .plural
      let object = NounPhrase(.quantity(quantity), noun, number)
      let isEnough = if case .enough = quantity { true } else { false }
      let polarity: Polarity = isEnough && sampler.chance(50) ? .not : .positive
      return Sentence(
        Clause(subject, Predicate(.have).with(object), sampler.pick(.present, .past), polarity)
          .statement)
    },
    Template("somebody's thing", 270) { sampler in
      let owner = sampler.chance(40) ? sampler.name() : sampler.relation()
      let isPlural = sampler.chance(30)
      let noun = sampler.pick(Things.belongings + Things.unisex + Things.vehicles + Things.pets)
      let thing = NounPhrase(.definite, noun, isPlural ? .plural : .singular)
      let english = "\(owner.english)'s \(noun.english(isPlural ? .plural : .singular))"
      let head = isPlural ? Pair("these are", "ce sont") : Pair("this is", "ce est")
      let negative =
        isPlural ? Pair("these are not", "ce ne sont pas") : Pair("this is not", "ce ne est pas")
      return Sentence(
        sampler.pick(head, negative) + (english, words(thing.french, owner.frenchAfterDe)))
    },
    Template("somebody's thing is", 240) { sampler in
      let owner = sampler.chance(40) ? sampler.name() : sampler.relation()
      let (nouns, adjectives) = sampler.pick(possessions)
      let noun = sampler.pick(nouns)
      var subject = NounPhrase(.definite, noun)
      subject.english = "\(owner.english)'s \(noun.english)"
      subject.french = words(subject.french, owner.frenchAfterDe)
      let predicate = Predicate.be(
        sampler.pick(adjectives), subject, degree: sampler.pick(.empty, Pair("very", "très")))
      return Sentence(Clause(subject, predicate, .present).statement)
    },
    Template("there is", 300) { sampler in
      let number = sampler.number()
      let isPlural = number == .plural
      let noun = sampler.pick(Things.belongings + Things.tableware + Things.pets.prefix(2))
      let object = NounPhrase(
        isPlural ? sampler.pick(.some, .count(2 + sampler.index(below: 9))) : .indefinite, noun,
        number)
      let place = sampler.position(
        Places.tabletop, NounPhrase(.definite, sampler.pick(Things.surfaces)))
      return Sentence(Pair(isPlural ? "there are" : "there is", "il y a") + object.pair + place)
    },
    Template("there is a building", 240) { sampler in
      let noun = sampler.pick(Places.destinations)
      let adjective = sampler.chance(60) ? sampler.pick(Adjectives.places) : nil
      let object = NounPhrase(.indefinite, noun, adjective: adjective)
      let place = NounPhrase(
        .definite, sampler.pick(Places.destinations.filter { $0.english != noun.english }))
      let isPast = sampler.chance(20)
      return Sentence(
        Pair(isPast ? "there was" : "there is", isPast ? "il y avait" : "il y a") + object.pair
          + sampler.position(Places.neighbourly, place))
    },
    Template("there is none", 270) { sampler in
      let noun = sampler.pick(Food.uncountable + Food.seasonings + Food.drinks + Food.countable)
      let object = NounPhrase(.any, noun, noun.isMass ? .singular : .plural)
      let isPlural = !noun.isMass
      let isMore = sampler.chance(40)
      let verb = isPlural ? "there are not" : "there is not"
      let english = words(verb, object.english, isMore ? "any more" : "")
      let place = sampler.pick(stores)
      let phrase =
        isMore
        ? Pair(
          "there is no more \(noun.english(isPlural ? .plural : .singular))".replacing(
            "there is", with: isPlural ? "there are" : "there is"),
          "il n'y a plus \(object.frenchNegated)")
        : Pair(english, "il n'y a pas \(object.frenchNegated)")
      return Sentence(phrase + place)
    },
    Template("too much in it", 240) { sampler in
      let (nouns, places) = sampler.pick(contents)
      let noun = sampler.pick(nouns)
      let number: Number = noun.isMass ? .singular : .plural
      let object = NounPhrase(.quantity(sampler.pick(Determiner.Quantity.allCases)), noun, number)
      let place = NounPhrase(.definite, sampler.pick(places))
      let isPast = sampler.chance(35)
      let verb =
        isPast
        ? (number == .plural ? "there were" : "there was")
        : (number == .plural ? "there are" : "there is")
      return Sentence(
        Pair(verb, isPast ? "il y avait" : "il y a") + object.pair + Pair("in", "dans") + place.pair
      )
    },
    Template("where things are", 300) { sampler in
      let number = sampler.number()
      let subject = NounPhrase(
        sampler.pick(.definite, .possessive(sampler.pick(Owner.allCases))),
        sampler.pick(Things.belongings + Things.tableware + Things.clothes), number)
      let place = sampler.position(
        Places.tabletop, NounPhrase(.definite, sampler.pick(Things.surfaces)))
      let polarity = sampler.pick(Polarity.positive, .positive, .not)
      return Sentence(
        Clause(
          subject, Predicate(.be).then(place), sampler.pick(.present, .present, .past), polarity
        ).statement)
    },
    Template("where buildings are", 270) { sampler in
      let noun = sampler.pick(Places.destinations)
      let subject = NounPhrase(.definite, noun)
      let place = NounPhrase(
        .definite, sampler.pick(Places.destinations.filter { $0.english != noun.english }))
      return Sentence(
        Clause(
          subject, Predicate(.be).then(sampler.position(Places.neighbourly, place)), .present,
          sampler.pick(.positive, .positive, .not)
        ).statement)
    },
    Template("occupation", 240) { sampler in
      let subject =
        sampler.chance(50)
        ? sampler.pick(.i, .he, .she, .they)
        : sampler.chance(50) ? sampler.name() : sampler.relation()
      let occupation = sampler.pick(People.occupations)
      let tense = sampler.pick(Tense.present, .present, .past)
      let polarity = sampler.pick(Polarity.positive, .positive, .not)
      let words = Pair(occupation.english(subject.agreement), occupation.french(subject.agreement))
      return Sentence(Clause(subject, Predicate(.be).then(words), tense, polarity).statement)
    },
    Template("becoming", 180) { sampler in
      let subject = sampler.chance(50) ? sampler.pick(.i, .he, .she, .they) : sampler.person()
      let occupation = sampler.pick(People.occupations)
      let verb = Verb(EnglishVerb("become", past: "became", participle: "become"), "devenir")
      let words = Pair(occupation.english(subject.agreement), occupation.french(subject.agreement))
      let predicate = Predicate(verb).then(words)
      return sampler.chance(50)
        ? Sentence(Clause(subject, .chain(.wantTo, predicate, subject), .present).statement)
        : Sentence(Clause(subject, predicate, sampler.pick(.past, .future, .goingTo)).statement)
    },
    Template("nationality", 210) { sampler in
      let subject = sampler.subject()
      let predicate = Predicate.be(sampler.pick(Adjectives.nationalities), subject)
      let polarity = sampler.pick(Polarity.positive, .positive, .not)
      return Sentence(Clause(subject, predicate, .present, polarity).statement)
    },
  ]

  private static func counted(_ sampler: inout Sampler, _ noun: Noun) -> NounPhrase {
    let count = 1 + sampler.index(below: 5)
    return NounPhrase(.count(count), noun, count == 1 ? .singular : .plural)
  }

  static let possessions: [([Noun], [Adjective])] = [
    (Things.unisex + Things.belongings, Adjectives.looks),
    (Things.vehicles + Things.furniture + Things.devices, Adjectives.things),
    (Things.pets, [Adjectives.big, Adjectives.small, Adjectives.old, Adjectives.beautiful]),
    (
      Places.homes.filter { $0.english != "building" },
      Adjectives.places.filter { !["famous", "dangerous", "lively"].contains($0.english) }
    ),
  ]

  private static let collectables: [([Noun], [Adjective])] = [possessions[0], possessions[2]]

  /// What one has much or little of.
  static let abstractions: [Noun] = [
    .massM("time", "temps"), .massM("money", "argent"), .massM("work", "travail"),
    .massF("patience", "patience"), .massM("courage", "courage"), .massF("luck", "chance"),
    .massF("energy", "énergie"), .massF("experience", "expérience"),
  ]

  private static let stores = [
    Pair.empty, Pair("in the fridge", "dans le réfrigérateur"),
    Pair("on the table", "sur la table"), Pair("in the kitchen", "dans la cuisine"),
    Pair("in the cupboard", "dans le placard"), Pair("in the shop", "dans le magasin"),
    Pair("at home", "à la maison"),
  ]

  private static let contents: [([Noun], [Noun])] = [
    (
      Food.seasonings,
      [.f("soup", "soupe"), .f("salad", "salade"), .m("dish", "plat"), .f("sauce", "sauce")]
    ),
    (
      [
        .f("chair", "chaise"), .f("lamp", "lampe"), .m("mirror", "miroir"),
        .m("cupboard", "placard"), .f("flower", "fleur"),
      ], Places.furnished
    ),
    (
      [.f("car", "voiture"), .m("bus", "bus"), .massM("noise", "bruit")],
      [.f("street", "rue"), .f("town", "ville"), .m("village", "village")]
    ),
    (
      Array(People.strangers.prefix(4) + Things.pets.prefix(2)),
      [.f("street", "rue"), .m("park", "parc"), .m("bus", "bus"), .m("shop", "magasin")]
    ),
    (
      Array(Things.nature.prefix(2)),
      [.m("garden", "jardin"), .m("park", "parc"), .m("village", "village")]
    ),
  ]
}
