/// Requests, orders, proposals, what one wishes in a shop.
enum RequestTemplates {
  static let all: [Template] = [
    Template("polite request", 300) { sampler in
      let head = sampler.pick(
        Pair("could you", "pourriez-vous"), Pair("can you", "pouvez-vous"),
        Pair("would you like to", "voudriez-vous"))
      let isOffer = head.french == "voudriez-vous"
      let predicate = isOffer ? sampler.deed(for: .you) : task(&sampler)
      let tail = isOffer ? Pair.empty : sampler.pick(.empty, please)
      return Sentence(attach(head + predicate.infinitive(for: .secondPlural), tail), .question)
    },
    Template("order", 270) { sampler in
      let predicate =
        sampler.chance(75)
        ? task(&sampler) : Predicate(sampler.pick(Array(Verbs.intended.prefix(5))))
      let tail =
        sampler.chance(40)
        ? please
        : sampler.pick(.empty, Pair("now", "maintenant"), Pair("before noon", "avant midi"))
      return Sentence(attach(predicate.imperative, tail), sampler.pick(.period, .exclamation))
    },
    Template("order not to", 270) { sampler in
      let predicate = sampler.chance(70) ? task(&sampler, negated: true) : sampler.scene()
      let tail = sampler.pick(.empty, please, Pair("today", "aujourd'hui"))
      return Sentence(
        attach(predicate.negativeImperative, tail), sampler.pick(.period, .exclamation))
    },
    Template("proposal", 240) { sampler in
      let predicate =
        sampler.chance(70)
        ? sampler.action(Frames.lasting.filter { $0.style != .ownedSeveral }, for: .we)
        : sampler.scene()
      let time = sampler.chance(40) ? sampler.pick(Times.future) : .empty
      return Sentence(predicate.then(time).proposal, sampler.pick(.period, .exclamation))
    },
    Template("give me", 270) { sampler in
      let pronoun = sampler.pick(People.indirect.filter { $0.english != "you" })
      let verb = sampler.pick(Verbs.giving.filter { $0.english.base != "sell" })
      let object = NounPhrase(
        sampler.pick(.definite, .this, .indefinite, .possessive(.your)),
        sampler.pick(Things.belongings + Things.gifts + Things.readables + Things.tableware))
      let pair = Pair(
        words(verb.english.base, pronoun.english, object.english),
        words("\(verb.french.imperative.polite)-\(pronoun.afterImperative)", object.french))
      return Sentence(
        attach(pair, sampler.chance(40) ? please : .empty), sampler.pick(.period, .exclamation))
    },
    Template("do it to him", 210) { sampler in
      let isDirect = sampler.chance(60)
      let pronoun = sampler.pick(
        (isDirect ? People.direct : People.indirect).filter { $0.english != "you" })
      let verb = sampler.pick(isDirect ? Verbs.orderable : Verbs.addressing)
      let time = sampler.pick([.empty] + Times.future)
      if sampler.chance(60) {
        let english = words(verb.english.base, verb.english.particle, pronoun.english, time.english)
        let french = words(
          "\(verb.french.imperative.polite)-\(pronoun.afterImperative)", time.french)
        return Sentence(Pair(english, french), sampler.pick(.period, .exclamation))
      }
      return Sentence(Predicate(verb).with(pronoun).then(time).negativeImperative)
    },
    Template("ordering food", 180) { sampler in
      let subject = sampler.pick(NounPhrase.i, .we, .i, sampler.relation([.my, .our]))
      let noun = sampler.pick(Food.orders)
      let count = 1 + sampler.index(below: 4)
      let object =
        count == 1 ? NounPhrase(.indefinite, noun) : NounPhrase(.count(count), noun, .plural)
      let second = NounPhrase(
        .indefinite, sampler.pick(Food.orders.filter { $0.english != noun.english }))
      let order = sampler.chance(60) ? object.pair + Pair("and", "et") + second.pair : object.pair
      let clause = Clause(
        subject, Predicate(Verb("like", "vouloir", stative: true)).then(order), .conditional)
      return Sentence(attach(clause.statement, please))
    },
    Template("quantity bought", 240) { sampler in
      let subject = sampler.pick(NounPhrase.i, .we, .you, sampler.somebody())
      let measure = sampler.pick(measures)
      let isOne = sampler.chance(50)
      let count = isOne ? 1 : 2 + sampler.index(below: 5)
      let (nouns, unit) = (measure.contents, measure.unit)
      let noun = sampler.pick(nouns)
      let number: Number = noun.isMass ? .singular : .plural
      let head = isOne ? NounPhrase(.indefinite, unit) : NounPhrase(.count(count), unit, .plural)
      let object = Pair(
        "\(head.english) of \(noun.english(number))", "\(head.french) de \(noun.french(number))")
      let verb = sampler.pick(Verbs.buy, Verbs.need)
      if verb.preposition == .de {
        let need = Pair(object.english, FrenchSpelling.contract("de", object.french))
        return Sentence(Clause(subject, Predicate(verb).then(need), .present).statement)
      }
      let tense = sampler.pick(Tense.past, .future, .goingTo)
      return Sentence(Clause(subject, Predicate(verb).then(object), tense).statement)
    },
    Template("asking somebody to", 240) { sampler in
      let subject = sampler.chance(40) ? sampler.pick(.he, .she) : sampler.person()
      let pronoun = sampler.pick(People.indirect)
      let (verb, isPast) = (sampler.pick(Verbs.asking), sampler.chance(70))
      let deed =
        sampler.chance(70) ? task(&sampler) : Predicate(sampler.pick(Verbs.efforts + [Verbs.wait]))
      let infinitive = deed.infinitive(for: .thirdSingular)
      let predicate = Predicate(verb).with(pronoun)
        .then(Pair("to \(infinitive.english)", "de \(infinitive.french)"))
      return Sentence(Clause(subject, predicate, isPast ? .past : .future).statement)
    },
  ]

  static let please = Pair("please", "s'il vous plaît")

  /// "…, please" with its comma; other words without.
  private static func attach(_ phrase: Pair, _ tail: Pair) -> Pair {
    guard tail == please else { return phrase + tail }
    return Pair("\(phrase.english), \(tail.english)", "\(phrase.french), \(tail.french)")
  }

  /// Something one person asks another to do, with "the", never with "my".
  private static func task(_ sampler: inout Sampler, negated: Bool = false) -> Predicate {
    // "Do not drink any beer", but nobody is asked to eat strawberries.
    let frames = Frames.lasting.filter {
      $0.style != .single && (negated || !["eat", "drink"].contains($0.verb.english.base))
    }
    let frame = sampler.pick(frames)
    let noun = sampler.pick(frame.objects)
    if frame.style == .food {
      let object = negated ? sampler.objectNegated(frame, for: .you) : sampler.food(noun)
      return Predicate(frame.verb).with(object)
    }
    let number: Number = frame.style == .ownedSeveral ? .plural : .singular
    let determiner: Determiner =
      frame.style == .meal ? .generic : sampler.pick(.definite, .this, .that)
    return Predicate(frame.verb).with(NounPhrase(determiner, noun, number))
  }

  private struct Measure: Sendable {
    let unit: Noun
    let contents: [Noun]
  }

  private static let measures: [Measure] = [
    Measure(
      unit: .m("kilo", "kilo"),
      contents: Food.countable.filter { !["sandwich", "egg", "biscuit"].contains($0.english) }
        + Food.dishes),
    Measure(
      unit: .m("litre", "litre"),
      contents: [
        .massM("milk", "lait"), .massF("water", "eau"), .massM("orange juice", "jus d'orange"),
        .massF("oil", "huile"),
      ]),
    Measure(
      unit: .f("bottle", "bouteille"),
      contents: [
        .massM("wine", "vin"), .massF("water", "eau"), .massF("beer", "bière"),
        .massM("milk", "lait"), .massF("oil", "huile"),
      ]),
    Measure(
      unit: .m("glass", "verre"),
      contents: Food.drinks.filter { !["coffee", "tea", "hot chocolate"].contains($0.english) }),
    Measure(
      unit: .f("cup", "tasse"),
      contents: [
        .massM("coffee", "café"), .massM("tea", "thé"), .massM("hot chocolate", "chocolat chaud"),
      ]),
    Measure(
      unit: .m("piece", "morceau"),
      contents: [
        .massM("cheese", "fromage"), .massM("bread", "pain"), .massM("cake", "gâteau"),
        .massM("chocolate", "chocolat"),
      ]),
    Measure(
      unit: .f("slice", "tranche"),
      contents: [.massM("ham", "jambon"), .massM("bread", "pain"), .massF("meat", "viande")]),
    Measure(
      unit: .m("pot", "pot"),
      contents: [.massM("honey", "miel"), .massF("jam", "confiture"), .massF("cream", "crème")]),
  ]
}
