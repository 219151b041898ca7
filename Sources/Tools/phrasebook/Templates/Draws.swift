// What the templates draw from: subjects, objects, small choices.
extension Sampler {
  static let pronouns: [NounPhrase] = [.i, .you, .he, .she, .we, .they]

  mutating func pronoun() -> NounPhrase { pick(Self.pronouns) }

  mutating func name() -> NounPhrase {
    chance(50)
      ? Self.name(pick(People.women), .feminine) : Self.name(pick(People.men), .masculine)
  }

  private static func name(_ name: String, _ gender: Gender) -> NounPhrase {
    NounPhrase(name, name, Agreement(gender: gender, number: .singular))
  }

  mutating func relation(_ owners: [Owner] = Owner.allCases) -> NounPhrase {
    relation(of: pick(owners))
  }

  /// "his wife", "her husband", but neither "our wife" nor "their husband".
  mutating func relation(of owner: Owner) -> NounPhrase {
    let excluded: Set<String> =
      switch owner {
      case .my, .your: []
      case .his: ["husband"]
      case .her: ["wife"]
      case .our, .their: ["husband", "wife"]
      }
    return NounPhrase(
      .possessive(owner), pick(People.relations.filter { !excluded.contains($0.english) }))
  }

  /// One person, by name, as a relative, or as "the nurse".
  mutating func person() -> NounPhrase {
    switch index(below: 10) {
    case 0..<4: name()
    case 4..<8: relation([.my, .my, .your, .his, .her, .our])
    default: NounPhrase(.definite, pick(People.strangers))
    }
  }

  /// Several people.
  mutating func people() -> NounPhrase {
    switch index(below: 4) {
    case 0: NounPhrase(.definite, pick(People.strangers), .plural)
    case 1: couple()
    default: NounPhrase(.possessive(pick(Owner.allCases)), pick(People.groups), .plural)
    }
  }

  private mutating func couple() -> NounPhrase {
    let woman = pick(People.women)
    let man = pick(People.men)
    return NounPhrase(
      "\(man) and \(woman)", "\(man) et \(woman)", Agreement(gender: .masculine, number: .plural))
  }

  mutating func subject() -> NounPhrase {
    switch index(below: 10) {
    case 0..<5: pronoun()
    case 5..<9: person()
    default: people()
    }
  }

  /// Neither "I" nor "we" nor "you".
  mutating func thirdPerson() -> NounPhrase {
    switch index(below: 10) {
    case 0..<3: pick(.he, .she, .they)
    case 3..<8: person()
    default: people()
    }
  }

  /// One third person.
  mutating func somebody() -> NounPhrase {
    chance(35) ? pick(.he, .she) : person()
  }

  mutating func degree() -> Pair { pick(Adjectives.degrees) }

  mutating func number() -> Number { chance(30) ? .plural : .singular }

  mutating func number(of noun: Noun) -> Number { noun.isMass ? .singular : number() }

  /// A time fit for the frame's verb.
  mutating func pastTime(_ frame: Frame) -> Pair {
    pick(frame.isMemorable ? Times.past + Times.longPast : Times.past)
  }

  mutating func futureTime(_ frame: Frame) -> Pair {
    pick(frame.isMemorable ? Times.future + Times.longFuture : Times.future)
  }

  private mutating func noun(_ frame: Frame, for subject: NounPhrase) -> Noun {
    let isMan = subject.agreement == .masculine && subject.person == .thirdSingular
    guard isMan else { return pick(frame.objects) }
    return pick(frame.objects.filter { !Things.womensClothes.contains($0.english) })
  }

  /// An object of the frame's verb, fit for a sentence that says yes.
  mutating func object(_ frame: Frame, for subject: NounPhrase) -> NounPhrase {
    let noun = noun(frame, for: subject)
    let own = Determiner.possessive(subject.owner)
    let adjective = frame.adjectives.isEmpty || chance(65) ? nil : pick(frame.adjectives)
    switch frame.style {
    case .food: return food(noun)
    case .thing: return thing(noun, adjective, owner: subject.owner)
    case .single:
      let determiner = pick(Determiner.indefinite, .indefinite, .definite, .this, own)
      return NounPhrase(determiner, noun, adjective: adjective)
    case .owned: return NounPhrase(pick(own, own, .definite, .this), noun)
    case .ownedSeveral: return NounPhrase(pick(own, own, .definite, .this), noun, .plural)
    case .known: return NounPhrase(pick(.definite, .definite, .this, .that), noun, number())
    case .shared: return NounPhrase(pick(.definite, .this, .that), noun, adjective: adjective)
    case .meal: return NounPhrase(pick(.generic, .generic, own), noun)
    }
  }

  /// An object fit for a habit: of no particular bread and no particular book.
  mutating func habitObject(_ frame: Frame, for subject: NounPhrase) -> NounPhrase {
    let noun = noun(frame, for: subject)
    switch frame.style {
    case .food, .thing:
      if noun.isMass { return NounPhrase(pick(.some, .indefinite), noun) }
      return chance(40)
        ? NounPhrase(.indefinite, noun) : NounPhrase(pick(.some, .indefinite), noun, .plural)
    case .single:
      return NounPhrase(
        .indefinite, noun, adjective: frame.adjectives.isEmpty ? nil : pick(frame.adjectives))
    case .meal: return NounPhrase(.generic, noun)
    default: return NounPhrase(pick(.definite, .possessive(subject.owner)), noun)
    }
  }

  mutating func food(_ noun: Noun) -> NounPhrase {
    if noun.isMass {
      return NounPhrase(pick(.some, .indefinite, .indefinite, .definite), noun)
    }
    switch index(below: 6) {
    case 0...1: return NounPhrase(.indefinite, noun)
    case 2: return NounPhrase(.count(2 + index(below: 9)), noun, .plural)
    case 3: return NounPhrase(.quantity(.lots), noun, .plural)
    case 4: return NounPhrase(.indefinite, noun, .plural)
    default: return NounPhrase(.some, noun, .plural)
    }
  }

  private mutating func thing(_ noun: Noun, _ adjective: Adjective?, owner: Owner) -> NounPhrase {
    switch index(below: 10) {
    case 0..<4: NounPhrase(.indefinite, noun, adjective: adjective)
    case 4..<6: NounPhrase(.definite, noun, number(), adjective: adjective)
    case 6: NounPhrase(pick(.this, .that), noun, number(), adjective: adjective)
    case 7: NounPhrase(.possessive(owner), noun, adjective: adjective)
    case 8: NounPhrase(.some, noun, .plural, adjective: adjective)
    default: NounPhrase(.count(2 + index(below: 9)), noun, .plural, adjective: adjective)
    }
  }

  /// An object fit for a sentence that says no.
  mutating func objectNegated(_ frame: Frame, for subject: NounPhrase) -> NounPhrase {
    let noun = noun(frame, for: subject)
    let own = Determiner.possessive(subject.owner)
    switch frame.style {
    case .food:
      if noun.isMass { return NounPhrase(pick(.any, .any, .indefinite), noun) }
      return NounPhrase(pick(.any, .indefinite), noun, .plural)
    case .thing, .single:
      return chance(60)
        ? NounPhrase(.indefinite, noun) : NounPhrase(pick(.definite, .this, own), noun)
    case .owned: return NounPhrase(pick(own, own, .definite, .this), noun)
    case .ownedSeveral: return NounPhrase(pick(own, own, .definite), noun, .plural)
    case .known: return NounPhrase(pick(.definite, .definite, .this, .that), noun, number())
    case .shared: return NounPhrase(pick(.definite, .this, .that), noun)
    case .meal: return NounPhrase(pick(.generic, .generic, own), noun)
    }
  }

  /// A whole predicate, positive.
  mutating func action(_ frames: [Frame], for subject: NounPhrase) -> Predicate {
    let frame = pick(frames)
    return Predicate(frame.verb).with(object(frame, for: subject))
  }

  /// Something to do, in any tense but those of habit.
  mutating func deed(for subject: NounPhrase) -> Predicate {
    switch index(below: 4) {
    case 0: Predicate(pick(Verbs.efforts))
    case 1: Predicate(pick(Verbs.intended))
    default: action(Frames.lasting, for: subject)
    }
  }

  /// An activity where it belongs: "swim in the lake".
  mutating func scene() -> Predicate {
    let (verbs, places) = pick(Verbs.scenes)
    return Predicate(pick(verbs)).then(pick(places))
  }

  /// "to the station", "à la gare".
  mutating func destination() -> Pair {
    let place = NounPhrase(.definite, pick(Places.destinations))
    return Pair("to \(place.english)", place.frenchAfterA)
  }

  /// "near the bank", "près de la banque".
  mutating func position(_ prepositions: [Pair], _ place: NounPhrase) -> Pair {
    Self.join(pick(prepositions), place)
  }

  private static func join(_ preposition: Pair, _ place: NounPhrase) -> Pair {
    guard preposition.french.hasSuffix(" de") else {
      return preposition + place.pair
    }
    let head = String(preposition.french.dropLast(3))
    return Pair(words(preposition.english, place.english), words(head, place.frenchAfterDe))
  }
}
