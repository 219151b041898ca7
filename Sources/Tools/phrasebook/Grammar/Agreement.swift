enum Gender: Sendable {
  case masculine, feminine
}

enum Number: Sendable {
  case singular, plural
}

/// What adjectives, articles and participles agree with.
struct Agreement: Hashable, Sendable {
  var gender: Gender
  var number: Number

  static let masculine = Agreement(gender: .masculine, number: .singular)
}

/// The six persons, in the order of a conjugation table.
///
/// English "you" is always the polite `secondPlural` in French.
enum Person: Int, Sendable {
  case firstSingular, secondSingular, thirdSingular, firstPlural, secondPlural, thirdPlural
}

/// Whose something is; English tells "his" from "her", French does not.
enum Owner: CaseIterable, Sendable {
  case my, your, his, her, our, their

  var english: String {
    switch self {
    case .my: "my"
    case .your: "your"
    case .his: "his"
    case .her: "her"
    case .our: "our"
    case .their: "their"
    }
  }

  /// The possessive before a consonant; `FrenchSpelling.elide` turns "sa amie" into "son amie".
  func french(_ agreement: Agreement) -> String {
    let isPlural = agreement.number == .plural
    let isFeminine = agreement.gender == .feminine
    switch self {
    case .my: return isPlural ? "mes" : isFeminine ? "ma" : "mon"
    case .his, .her: return isPlural ? "ses" : isFeminine ? "sa" : "son"
    case .your: return isPlural ? "vos" : "votre"
    case .our: return isPlural ? "nos" : "notre"
    case .their: return isPlural ? "leurs" : "leur"
    }
  }
}
