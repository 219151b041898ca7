/// Buildings, rooms, towns and countries.
enum Places {
  /// Where one goes and is: "to the station", "à la gare".
  static let destinations: [Noun] = [
    .f("station", "gare"), .m("hospital", "hôpital"), .f("bank", "banque"),
    .f("church", "église"), .m("museum", "musée"), .f("library", "bibliothèque"),
    .m("restaurant", "restaurant"), .m("hotel", "hôtel"), .m("cinema", "cinéma"),
    .m("theatre", "théâtre"), .m("market", "marché"), .m("supermarket", "supermarché"),
    .f("bakery", "boulangerie"), .f("pharmacy", "pharmacie"),
    .m("post office", "bureau de poste", pluriel: "bureaux de poste"),
    .m("park", "parc"), .f("beach", "plage"), .m("airport", "aéroport"),
    .f("university", "université"), .m("castle", "château"), .m("stadium", "stade"),
    .f("swimming pool", "piscine"), .m("café", "café"), .f("factory", "usine"),
    .m("shop", "magasin"), .f("town hall", "mairie"),
  ]

  /// With opening hours.
  static let shops: [Noun] = destinations.filter {
    ["bank", "museum", "library", "supermarket", "bakery", "pharmacy", "shop", "post office"]
      .contains($0.english)
  }

  static let rooms: [Noun] = [
    .f("kitchen", "cuisine"), .f("bedroom", "chambre"), .f("bathroom", "salle de bains"),
    .m("living room", "salon"), .m("garden", "jardin"), .m("garage", "garage"),
    .m("office", "bureau"), .f("cellar", "cave"),
  ]

  static let furnished = rooms.filter {
    ["kitchen", "bedroom", "living room", "office"].contains($0.english)
  }

  static let homes: [Noun] = [
    .f("house", "maison"), .m("apartment", "appartement"), .m("building", "immeuble"),
    .m("garden", "jardin"),
  ]

  /// Of which one boasts.
  static let attractions: [Noun] =
    sights + settlements + [
      .m("restaurant", "restaurant"), .m("hotel", "hôtel"), .m("park", "parc"),
      .f("beach", "plage"), .f("library", "bibliothèque"), .m("theatre", "théâtre"),
      .m("market", "marché"), .m("bridge", "pont"), .f("mountain", "montagne"), .m("lake", "lac"),
      .m("garden", "jardin"), .f("house", "maison"),
    ]

  static let sights: [Noun] = [
    .m("museum", "musée"), .m("castle", "château"), .f("church", "église"), .f("island", "île"),
    .m("village", "village"), .f("region", "région"), .f("town", "ville"),
    .f("university", "université"),
  ]

  static let settlements: [Noun] = [
    .f("town", "ville"), .m("village", "village"), .f("street", "rue"), .f("square", "place"),
    .m("neighbourhood", "quartier"), .m("country", "pays"), .f("region", "région"),
  ]

  static let cities: [Pair] = [
    Pair("Paris", "Paris"), Pair("Lyon", "Lyon"), Pair("London", "Londres"),
    Pair("Brussels", "Bruxelles"), Pair("Geneva", "Genève"), Pair("Rome", "Rome"),
    Pair("Madrid", "Madrid"), Pair("Berlin", "Berlin"), Pair("Lisbon", "Lisbonne"),
    Pair("Montreal", "Montréal"), Pair("Marseille", "Marseille"), Pair("Bordeaux", "Bordeaux"),
    Pair("Athens", "Athènes"), Pair("Vienna", "Vienne"), Pair("Moscow", "Moscou"),
    Pair("New York", "New York"), Pair("Tokyo", "Tokyo"), Pair("Nice", "Nice"),
    Pair("Strasbourg", "Strasbourg"), Pair("Amsterdam", "Amsterdam"),
  ]

  static let countries: [Country] = [
    Country("France", "France", .feminine), Country("Italy", "Italie", .feminine),
    Country("Spain", "Espagne", .feminine), Country("Germany", "Allemagne", .feminine),
    Country("Belgium", "Belgique", .feminine), Country("Switzerland", "Suisse", .feminine),
    Country("England", "Angleterre", .feminine), Country("Ireland", "Irlande", .feminine),
    Country("Greece", "Grèce", .feminine), Country("China", "Chine", .feminine),
    Country("India", "Inde", .feminine), Country("Poland", "Pologne", .feminine),
    Country("Portugal", "Portugal", .masculine), Country("Japan", "Japon", .masculine),
    Country("Canada", "Canada", .masculine), Country("Brazil", "Brésil", .masculine),
    Country("Mexico", "Mexique", .masculine), Country("Morocco", "Maroc", .masculine),
    Country("Senegal", "Sénégal", .masculine), Country("Vietnam", "Vietnam", .masculine),
  ]

  /// Where one may stay.
  static let shelters: [Pair] = [
    Pair("at home", "à la maison"), Pair("at school", "à l'école"), Pair("here", "ici"),
    Pair("at the hotel", "à l'hôtel"), Pair("in bed", "au lit"), Pair("at the office", "au bureau"),
    Pair("in the garden", "dans le jardin"), Pair("at the hospital", "à l'hôpital"),
    Pair("in the car", "dans la voiture"), Pair("at the beach", "à la plage"),
  ]

  /// Where one building is from another.
  static let neighbourly: [Pair] = [
    Pair("behind", "derrière"), Pair("in front of", "devant"), Pair("near", "près de"),
    Pair("next to", "à côté de"), Pair("opposite", "en face de"), Pair("far from", "loin de"),
  ]

  /// Where a thing is from a piece of furniture.
  static let tabletop: [Pair] = [
    Pair("on", "sur"), Pair("under", "sous"), Pair("behind", "derrière"),
    Pair("in front of", "devant"), Pair("near", "près de"), Pair("next to", "à côté de"),
  ]
}

/// A country with its French gender.
struct Country: Sendable {
  let english: String
  let french: String
  let gender: Gender

  init(_ english: String, _ french: String, _ gender: Gender) {
    self.english = english
    self.french = french
    self.gender = gender
  }

  /// "in Italy" and "to Italy": "en Italie", "au Japon".
  var locative: String { gender == .feminine ? "en \(french)" : "au \(french)" }
  /// "from Italy": "d'Italie", "du Japon".
  var origin: String { gender == .feminine ? "de \(french)" : "du \(french)" }
  var definite: String { gender == .feminine ? "la \(french)" : "le \(french)" }
}
