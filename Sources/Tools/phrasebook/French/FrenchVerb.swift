/// A French verb and its simple tenses.
struct FrenchVerb: Sendable {
  enum Auxiliary: Sendable {
    case avoir, être
  }

  enum SimpleTense: Sendable {
    case present, imperfect, future, conditional
  }

  /// Without the reflexive pronoun.
  let infinitive: String
  let isReflexive: Bool
  let auxiliary: Auxiliary
  /// The six forms, by `Person`.
  let present: [String]
  let participle: String
  let imperfectStem: String
  let futureStem: String
  /// The polite imperative and that of "let's": the forms of the present, except for three verbs.
  let imperative: (polite: String, inclusive: String)
  /// Words that stay with the verb: "besoin" of "avoir besoin".
  let tail: String

  /// A verb by its infinitive: "manger", "se lever", "avoir besoin".
  init(_ name: String) {
    let isReflexive = name.hasPrefix("se ") || name.hasPrefix("s'")
    let bare = isReflexive ? String(name.dropFirst(name.hasPrefix("s'") ? 2 : 3)) : name
    let parts = bare.split(separator: " ", maxSplits: 1).map(String.init)
    let forms = FrenchConjugation.forms(of: parts[0])
    infinitive = parts[0]
    tail = parts.count > 1 ? parts[1] : ""
    self.isReflexive = isReflexive
    auxiliary = isReflexive || FrenchConjugation.takesÊtre.contains(parts[0]) ? .être : .avoir
    present = forms.present
    participle = forms.participle
    futureStem = forms.futureStem
    imperfectStem = parts[0] == "être" ? "ét" : String(forms.present[3].dropLast(3))
    imperative =
      FrenchConjugation.imperatives[parts[0]] ?? (forms.present[4], forms.present[3])
  }

  func form(_ tense: SimpleTense, _ person: Person) -> String {
    let imperfect = ["ais", "ais", "ait", "ions", "iez", "aient"]
    let future = ["ai", "as", "a", "ons", "ez", "ont"]
    switch tense {
    case .present: return present[person.rawValue]
    case .future: return futureStem + future[person.rawValue]
    case .conditional: return futureStem + imperfect[person.rawValue]
    case .imperfect:
      let ending = imperfect[person.rawValue]
      return softened(imperfectStem, before: ending) + ending
    }
  }

  /// "mangeais" but "mangions", "commençais" but "commencions".
  private func softened(_ stem: String, before ending: String) -> String {
    guard ending.hasPrefix("i") else { return stem }
    if stem.hasSuffix("ge"), infinitive.hasSuffix("ger") { return String(stem.dropLast()) }
    if stem.hasSuffix("ç"), infinitive.hasSuffix("cer") { return stem.dropLast() + "c" }
    return stem
  }

  /// The participle in the form that its agreement asks for.
  func participle(_ agreement: Agreement?) -> String {
    guard let agreement, agreement != .masculine else { return participle }
    let stem = participle == "dû" ? "du" : participle
    let feminine = agreement.gender == .feminine ? stem + "e" : stem
    let isPlural = agreement.number == .plural && !feminine.hasSuffix("s")
    return isPlural ? feminine + "s" : feminine
  }
}
