/// The rules of the regular groups; `IrregularFrenchVerbs` holds the rest.
enum FrenchConjugation {
  struct Forms: Sendable {
    var present: [String]
    var participle: String
    var futureStem: String
  }

  static let takesÊtre: Set = [
    "aller", "venir", "revenir", "devenir", "arriver", "partir", "sortir", "entrer", "rentrer",
    "rester", "tomber", "naître", "mourir", "monter", "descendre", "retourner",
  ]

  static let imperatives: [String: (polite: String, inclusive: String)] = [
    "être": ("soyez", "soyons"), "avoir": ("ayez", "ayons"), "savoir": ("sachez", "sachons"),
  ]

  static func forms(of infinitive: String) -> Forms {
    if let irregular = IrregularFrenchVerbs.forms(of: infinitive) { return irregular }
    if infinitive.hasSuffix("er") { return firstGroup(infinitive) }
    if infinitive.hasSuffix("ir") { return secondGroup(infinitive) }
    precondition(infinitive.hasSuffix("re"), "No rule conjugates \(infinitive).")
    return thirdGroup(infinitive)
  }

  /// "parler", with the stems that change before a silent "e".
  private static func firstGroup(_ infinitive: String) -> Forms {
    let stem = String(infinitive.dropLast(2))
    let stressed = stressedStem(infinitive, stem)
    let first =
      stem.hasSuffix("g")
      ? stem + "eons" : stem.hasSuffix("c") ? stem.dropLast() + "çons" : stem + "ons"
    // "préférer" keeps its "é" in the future; "acheter" and "appeler" change.
    let keepsAcute = stressed != stem && stem.contains("é") && stressed.contains("è")
    return Forms(
      present: [
        stressed + "e", stressed + "es", stressed + "e", first, stem + "ez", stressed + "ent",
      ],
      participle: stem + "é", futureStem: (keepsAcute ? stem : stressed) + "er")
  }

  private static let graveAccent = [
    "acheter": "achèt", "lever": "lèv", "promener": "promèn", "peser": "pès", "amener": "amèn",
    "enlever": "enlèv", "préférer": "préfèr", "espérer": "espèr", "répéter": "répèt",
    "sécher": "sèch", "inquiéter": "inquièt", "geler": "gèl", "appeler": "appell",
    "rappeler": "rappell",
    "jeter": "jett",
  ]

  /// The stem before a silent "e".
  private static func stressedStem(_ infinitive: String, _ stem: String) -> String {
    if let changed = graveAccent[infinitive] { return changed }
    if stem.hasSuffix("y") { return stem.dropLast() + "i" }
    return stem
  }

  /// "finir".
  private static func secondGroup(_ infinitive: String) -> Forms {
    let stem = String(infinitive.dropLast())
    return Forms(
      present: ["s", "s", "t", "ssons", "ssez", "ssent"].map { stem + $0 },
      participle: stem, futureStem: infinitive)
  }

  /// "vendre".
  private static func thirdGroup(_ infinitive: String) -> Forms {
    let stem = String(infinitive.dropLast(2))
    return Forms(
      present: ["s", "s", "", "ons", "ez", "ent"].map { stem + $0 },
      participle: stem + "u", futureStem: String(infinitive.dropLast()))
  }
}
