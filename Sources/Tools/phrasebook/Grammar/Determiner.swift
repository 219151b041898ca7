/// What stands before a noun.
enum Determiner: Sendable {
  /// "a house", "une maison"; plural or uncountable "houses", "des maisons".
  case indefinite
  /// "some bread", "du pain".
  case some
  /// "any bread", after a negation or in a question.
  case any
  case definite
  /// All of a kind: "cats", "les chats".
  case generic
  case possessive(Owner)
  case this, that
  case count(Int)
  case quantity(Quantity)
  case every

  /// How much, without a number.
  enum Quantity: CaseIterable, Sendable {
    case lots, tooMuch, enough, little
  }

  /// Whether negation turns it into a bare "de".
  var isIndefinite: Bool {
    switch self {
    case .indefinite, .some, .any: true
    default: false
    }
  }

  func english(_ number: Number, isMass: Bool) -> String {
    let isPlural = number == .plural
    switch self {
    case .indefinite: return isPlural || isMass ? "" : "a"
    case .some: return "some"
    case .any: return "any"
    case .definite: return "the"
    case .generic: return ""
    case .possessive(let owner): return owner.english
    case .this: return isPlural ? "these" : "this"
    case .that: return isPlural ? "those" : "that"
    case .count(let count): return EnglishNumbers.words(count)
    case .quantity(let quantity): return Self.english(quantity, isMass: isMass)
    case .every: return "every"
    }
  }

  private static func english(_ quantity: Quantity, isMass: Bool) -> String {
    switch quantity {
    case .lots: "a lot of"
    case .tooMuch: isMass ? "too much" : "too many"
    case .enough: "enough"
    case .little: isMass ? "little" : "few"
    }
  }

  /// The French determiner; a partitive one is "le", "la" or "les" still to be joined to "de".
  func french(
    _ agreement: Agreement, isMass: Bool, beforeAdjective: Bool
  ) -> (text: String, isPartitive: Bool) {
    let isPlural = agreement.number == .plural
    let isFeminine = agreement.gender == .feminine
    let article = isPlural ? "les" : isFeminine ? "la" : "le"
    switch self {
    case .indefinite, .some, .any:
      if isPlural { return (beforeAdjective ? "de" : "des", false) }
      return isMass ? (article, true) : (isFeminine ? "une" : "un", false)
    case .definite, .generic: return (article, false)
    case .possessive(let owner): return (owner.french(agreement), false)
    case .this, .that: return (isPlural ? "ces" : isFeminine ? "cette" : "ce", false)
    case .count(let count): return (FrenchNumbers.words(count, agreement.gender), false)
    case .quantity(let quantity): return (Self.french(quantity), false)
    case .every: return ("chaque", false)
    }
  }

  private static func french(_ quantity: Quantity) -> String {
    switch quantity {
    case .lots: "beaucoup de"
    case .tooMuch: "trop de"
    case .enough: "assez de"
    case .little: "peu de"
    }
  }
}
