/// An English verb's forms, with the particle that follows it.
struct EnglishVerb: Sendable {
  let base: String
  let thirdPerson: String
  let past: String
  let participle: String
  let continuous: String
  /// "for" of "look for".
  let particle: String

  /// A verb by its base form: "eat", "look for"; only irregular forms are given.
  init(_ name: String, past: String? = nil, participle: String? = nil) {
    let parts = name.split(separator: " ", maxSplits: 1).map(String.init)
    let base = parts[0]
    let simplePast = past ?? EnglishSpelling.past(base)
    self.base = base
    particle = parts.count > 1 ? parts[1] : ""
    thirdPerson = base == "have" ? "has" : EnglishSpelling.thirdPerson(base)
    self.past = simplePast
    self.participle = participle ?? simplePast
    continuous =
      base == "travel" ? "travelling" : base == "be" ? "being" : EnglishSpelling.continuous(base)
  }

  var isModal: Bool { ["can", "must", "should"].contains(base) }

  /// The forms of "be" and of an auxiliary, by person.
  static func be(_ person: Person, past: Bool = false) -> String {
    switch person {
    case .firstSingular: past ? "was" : "am"
    case .thirdSingular: past ? "was" : "is"
    default: past ? "were" : "are"
    }
  }

  static func have(_ person: Person) -> String {
    person == .thirdSingular ? "has" : "have"
  }
}
