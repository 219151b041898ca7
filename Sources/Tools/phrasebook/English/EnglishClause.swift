extension Clause {
  var englishStatement: String {
    let (auxiliary, main) = englishVerb(emphatic: polarity.saysNot)
    return words(
      subject.english, auxiliary, polarity.saysNot ? "not" : "", englishAdverb, main, englishEnd)
  }

  var englishQuestion: String {
    let (auxiliary, main) = englishVerb(emphatic: true)
    return words(
      auxiliary, polarity.saysNot ? "not" : "", subject.english, englishAdverb, main, englishEnd)
  }

  private var englishAdverb: String {
    switch polarity {
    case .never: "never"
    case .noLonger: "no longer"
    default: adverb.english
    }
  }

  private var englishEnd: String {
    let end = words(predicate.verb.english.particle, predicate.complement.english)
    switch polarity {
    case .notAnyMore: return words(end, "any more")
    case .notYet: return words(end, "yet")
    case .nothing:
      return words(predicate.verb.english.particle, "nothing", predicate.complement.english)
    case .nobody:
      return words(predicate.verb.english.particle, "nobody", predicate.complement.english)
    default: return end
    }
  }

  /// The auxiliary and the main verb, either of which may be empty.
  ///
  /// An emphatic form always has an auxiliary, which "not" or an inverted subject can follow.
  private func englishVerb(emphatic: Bool) -> (auxiliary: String, main: String) {
    let verb = predicate.verb.english
    let person = subject.person
    switch tense {
    case .present: return presentOrPast(emphatic: emphatic, past: false)
    case .past: return presentOrPast(emphatic: emphatic, past: true)
    case .continuous: return (EnglishVerb.be(person), verb.continuous)
    case .wasDoing: return (EnglishVerb.be(person, past: true), verb.continuous)
    case .usedTo: return emphatic ? ("did", "use to \(verb.base)") : ("", "used to \(verb.base)")
    case .perfect: return (EnglishVerb.have(person), verb.participle)
    case .justDone: return (EnglishVerb.have(person), "just \(verb.participle)")
    case .future: return ("will", verb.base == "can" ? "be able to" : verb.base)
    case .goingTo: return (EnglishVerb.be(person), "going to \(verb.base)")
    case .conditional: return conditional
    }
  }

  private var conditional: (auxiliary: String, main: String) {
    switch predicate.verb.english.base {
    case "can": ("could", "")
    case "should": ("should", "")
    default: ("would", predicate.verb.english.base)
    }
  }

  private func presentOrPast(emphatic: Bool, past: Bool) -> (auxiliary: String, main: String) {
    let verb = predicate.verb.english
    if verb.base == "be" { return (EnglishVerb.be(subject.person, past: past), "") }
    if verb.isModal { return (verb.base, "") }
    let isThird = subject.person == .thirdSingular
    if emphatic { return (past ? "did" : isThird ? "does" : "do", verb.base) }
    return ("", past ? verb.past : isThird ? verb.thirdPerson : verb.base)
  }
}
