/// Relative clauses: "who", "that" and "where"; "qui", "que" and "où".
enum RelativeTemplates {
  static let all: [Template] = [
    Template("the one who", 300) { sampler in
      let number: Number = sampler.chance(25) ? .plural : .singular
      let antecedent = NounPhrase(.definite, sampler.pick(People.strangers), number)
      let (relative, tense) = relativeAction(&sampler, antecedent)
      let subject = described(
        antecedent, "who", "qui", Clause(blank(antecedent), relative, tense).statement)
      let predicate = Predicate.be(sampler.pick(Adjectives.states + Adjectives.traits), antecedent)
      return Sentence(Clause(subject, predicate, .present).statement)
    },
    Template("knowing one who", 270) { sampler in
      let subject = sampler.pick(NounPhrase.i, .we, .you, .he, .she, .they, sampler.person())
      let antecedent = NounPhrase(
        sampler.pick(.indefinite, .definite), sampler.pick(People.strangers))
      let relative = sampler.pick([Verbs.live, Verbs.work])
      let place = sampler.chance(50) ? Pair("here", "ici") : town(&sampler)
      let clause = Clause(blank(antecedent), Predicate(relative).then(place), .present).statement
      let object = described(antecedent, "who", "qui", clause)
      return Sentence(Clause(subject, Predicate(Verbs.know).with(object), .present).statement)
    },
    Template("the thing that", 330) { sampler in
      let frame = sampler.pick(
        Frames.all.filter { [.thing, .single].contains($0.style) && !$0.adjectives.isEmpty })
      let number: Number = sampler.chance(30) ? .plural : .singular
      let antecedent = NounPhrase(.definite, sampler.pick(frame.objects), number)
      let inner = sampler.chance(60) ? sampler.pronoun() : sampler.person()
      var relative = Predicate(frame.verb)
      relative.precedingObject = antecedent.agreement
      let tense: Tense =
        frame.aspect == .momentary ? .past : sampler.pick(.past, .past, .continuous)
      let subject = described(antecedent, "that", "que", Clause(inner, relative, tense).statement)
      let adjective = sampler.pick(frame.adjectives)
      let isColour = Adjectives.colours.contains { $0.english == adjective.english }
      let degree = isColour ? .empty : sampler.pick(.empty, Pair("very", "très"))
      let predicate = Predicate.be(adjective, antecedent, degree: degree)
      return Sentence(Clause(subject, predicate, .present).statement)
    },
    Template("here is the thing that", 240) { sampler in
      let frame = sampler.pick(Frames.owning + Frames.reading)
      let number: Number = frame.style == .ownedSeveral ? .plural : .singular
      let antecedent = NounPhrase(.definite, sampler.pick(frame.objects), number)
      let inner = sampler.chance(60) ? sampler.pronoun() : sampler.person()
      var relative = Predicate(frame.verb)
      relative.precedingObject = antecedent.agreement
      let time = sampler.chance(50) ? sampler.pastTime(frame) : .empty
      let clause = Clause(inner, relative.then(time), .past).statement
      let head = Pair(number == .plural ? "here are" : "here is", "voici")
      return Sentence(head + described(antecedent, "that", "que", clause).pair)
    },
    Template("the place where", 270) { sampler in
      let antecedent = NounPhrase(
        .definite,
        sampler.pick(Places.attractions.filter { !["bridge", "lake"].contains($0.english) }))
      let inner = sampler.chance(60) ? sampler.pronoun() : sampler.person()
      let (verb, tense) = sampler.pick(placeVerbs)
      let time =
        tense == .past && verb.english.base != "work" ? sampler.pick([.empty] + Times.past) : .empty
      let clause = Clause(inner, Predicate(verb).then(time), tense).statement
      if sampler.chance(40) {
        return Sentence(
          Pair("this is", "ce est") + described(antecedent, "where", "où", clause).pair)
      }
      let subject = described(antecedent, "where", "où", clause)
      return Sentence(
        Clause(subject, Predicate.be(sampler.pick(Adjectives.places), antecedent), .present)
          .statement)
    },
  ]

  /// The antecedent with its relative clause, agreeing as before.
  private static func described(
    _ antecedent: NounPhrase, _ english: String, _ french: String, _ clause: Pair
  ) -> NounPhrase {
    var result = antecedent
    result.english = words(antecedent.english, english, clause.english)
    result.french = words(antecedent.french, french, clause.french)
    result.frenchNegated = result.french
    return result
  }

  /// A subject that is not spoken, because "who" stands for it.
  private static func blank(_ antecedent: NounPhrase) -> NounPhrase {
    var result = antecedent
    result.english = ""
    result.french = ""
    return result
  }

  private static func town(_ sampler: inout Sampler) -> Pair {
    let city = sampler.pick(Places.cities)
    return Pair("in \(city.english)", "à \(city.french)")
  }

  private static func relativeAction(
    _ sampler: inout Sampler, _ subject: NounPhrase
  ) -> (Predicate, Tense) {
    switch sampler.index(below: 3) {
    case 0: (sampler.scene(), .continuous)
    case 1: (sampler.action(Frames.all, for: subject), .past)
    default: (Predicate(Verbs.live).then(town(&sampler)), .present)
    }
  }

  private static let placeVerbs: [(Verb, Tense)] = [
    (Verbs.live, .present), (Verbs.work, .present), (Verbs.eat, .past), (Verbs.sleep, .past),
    (Verbs.work, .past), (Verbs.wait, .past), (Verbs.play, .past),
  ]
}
