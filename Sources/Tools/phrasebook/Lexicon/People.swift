/// First names, relatives and occupations.
enum People {
  static let women = [
    "Marie", "Anne", "Sophie", "Julie", "Claire", "Alice", "Emma", "Isabelle", "Laura", "Nathalie",
    "Hélène", "Camille", "Lucie", "Charlotte", "Sarah", "Léa", "Inès", "Manon", "Élise", "Valérie",
  ]

  static let men = [
    "Paul", "Pierre", "Thomas", "Nicolas", "Antoine", "Louis", "Jean", "Marc", "Philippe", "Lucas",
    "Hugo", "Arthur", "Daniel", "David", "Éric", "François", "Michel", "Victor", "Simon", "Julien",
  ]

  /// Relatives and others who are somebody's.
  static let relations: [Noun] = [
    .f("mother", "mère"), .m("father", "père"), .m("brother", "frère"), .f("sister", "sœur"),
    .m("uncle", "oncle"), .f("aunt", "tante"), .m("cousin", "cousin"),
    .f("grandmother", "grand-mère"), .m("grandfather", "grand-père"), .m("son", "fils"),
    .f("daughter", "fille"), .m("friend", "ami"), .m("neighbour", "voisin"),
    .m("boss", "patron"), .m("colleague", "collègue"), .m("husband", "mari"),
    .f("wife", "femme"),
  ]

  /// Of whom one has several.
  static let kin: [Noun] = [
    .m("brother", "frère"), .f("sister", "sœur"), .m("child", "enfant", plural: "children"),
    .m("uncle", "oncle"), .f("aunt", "tante"), .m("cousin", "cousin"), .m("friend", "ami"),
    .m("son", "fils"), .f("daughter", "fille"), .m("colleague", "collègue"),
  ]

  static let groups: [Noun] = [
    .m("parent", "parent"), .m("child", "enfant", plural: "children"), .m("friend", "ami"),
    .m("neighbour", "voisin"), .m("colleague", "collègue"),
    .m("grandparent", "grand-parent", pluriel: "grands-parents"), .m("student", "étudiant"),
  ]

  static let strangers: [Noun] = [
    .m("man", "homme", plural: "men"), .f("woman", "femme", plural: "women"),
    .m("boy", "garçon"), .f("girl", "fille"), .m("teacher", "professeur"),
    .m("doctor", "médecin"), .m("waiter", "serveur"), .f("waitress", "serveuse"),
    .m("baker", "boulanger"), .m("police officer", "policier"), .m("student", "étudiant"),
    .m("driver", "chauffeur"), .f("nurse", "infirmière"), .m("child", "enfant", plural: "children"),
  ]

  static let young: [Noun] = [
    .m("boy", "garçon"), .f("girl", "fille"), .m("child", "enfant", plural: "children"),
  ]

  static let occupations: [Occupation] = [
    Occupation("doctor", "médecin", "médecin"),
    Occupation("teacher", "professeur", "professeure"),
    Occupation("nurse", "infirmier", "infirmière"),
    Occupation("baker", "boulanger", "boulangère"),
    Occupation("engineer", "ingénieur", "ingénieure"),
    Occupation("student", "étudiant", "étudiante"),
    Occupation("journalist", "journaliste", "journaliste"),
    Occupation("lawyer", "avocat", "avocate"),
    Occupation("singer", "chanteur", "chanteuse"),
    Occupation("dentist", "dentiste", "dentiste"),
    Occupation("architect", "architecte", "architecte"),
    Occupation("farmer", "agriculteur", "agricultrice"),
    Occupation("hairdresser", "coiffeur", "coiffeuse"),
    Occupation("cook", "cuisinier", "cuisinière"),
    Occupation("photographer", "photographe", "photographe"),
    Occupation("painter", "peintre", "peintre"),
    Occupation("musician", "musicien", "musicienne"),
    Occupation("secretary", "secrétaire", "secrétaire"),
    Occupation("writer", "écrivain", "écrivaine"),
    Occupation("police officer", "policier", "policière"),
  ]

  /// Object pronouns; English "her" is one word for "la", "lui" and "son".
  static let direct: [ObjectPronoun] = [
    ObjectPronoun(
      english: "him", french: "le", afterImperative: "le", agreement: .masculine, isDirect: true),
    ObjectPronoun(
      english: "her", french: "la", afterImperative: "la",
      agreement: Agreement(gender: .feminine, number: .singular), isDirect: true),
    ObjectPronoun(
      english: "them", french: "les", afterImperative: "les",
      agreement: Agreement(gender: .masculine, number: .plural), isDirect: true),
    ObjectPronoun(
      english: "me", french: "me", afterImperative: "moi", agreement: .masculine, isDirect: true),
    ObjectPronoun(
      english: "you", french: "vous", afterImperative: "vous", agreement: .masculine,
      isDirect: true),
    ObjectPronoun(
      english: "us", french: "nous", afterImperative: "nous",
      agreement: Agreement(gender: .masculine, number: .plural), isDirect: true),
  ]

  static let indirect: [ObjectPronoun] = direct.map {
    let isThird = ["him", "her", "them"].contains($0.english)
    let dative = $0.agreement.number == .plural ? "leur" : "lui"
    return ObjectPronoun(
      english: $0.english, french: isThird ? dative : $0.french,
      afterImperative: isThird ? dative : $0.afterImperative, agreement: $0.agreement,
      isDirect: false)
  }
}

/// A trade; French has no article before it, as "médecin" in "il est médecin" shows.
struct Occupation: Sendable {
  let english: String
  let masculine: String
  let feminine: String

  init(_ english: String, _ masculine: String, _ feminine: String) {
    self.english = english
    self.masculine = masculine
    self.feminine = feminine
  }

  func french(_ agreement: Agreement) -> String {
    let form = agreement.gender == .feminine ? feminine : masculine
    return agreement.number == .plural ? FrenchSpelling.plural(form) : form
  }

  func english(_ agreement: Agreement) -> String {
    agreement.number == .plural ? EnglishSpelling.plural(english) : "a \(english)"
  }
}
