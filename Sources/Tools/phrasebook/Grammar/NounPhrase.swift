/// A noun phrase or a pronoun, ready to be a subject or an object.
struct NounPhrase: Sendable {
  var english: String
  var french: String
  /// After a negation: "une pomme" becomes "de pomme".
  var frenchNegated: String
  /// With the preposition "de" before it: "du pain", but also "de pain" where "du" was partitive.
  var frenchAfterDe: String
  var agreement: Agreement
  var person: Person
  var isPronoun = false
  /// The possessive for this phrase as an owner: "his", "her" or "their".
  var owner: Owner

  var pair: Pair { Pair(english, french) }

  /// With the preposition "à" before it: "au marché".
  var frenchAfterA: String { FrenchSpelling.contract("à", french) }

  /// A phrase that does not change under negation.
  init(_ english: String, _ french: String, _ agreement: Agreement) {
    self.init(english, french, agreement, negated: french)
  }

  private init(_ english: String, _ french: String, _ agreement: Agreement, negated: String) {
    self.english = english
    self.french = french
    self.agreement = agreement
    frenchNegated = negated
    let dropsArticle = negated != french && !(french.hasPrefix("un ") || french.hasPrefix("une "))
    frenchAfterDe = dropsArticle ? negated : FrenchSpelling.contract("de", french)
    person = agreement.number == .plural ? .thirdPlural : .thirdSingular
    owner = agreement.number == .plural ? .their : agreement.gender == .feminine ? .her : .his
  }

  /// Puts determiner, adjective and noun together in both languages.
  init(
    _ determiner: Determiner, _ noun: Noun, _ number: Number = .singular,
    adjective: Adjective? = nil
  ) {
    let agreement = Agreement(gender: noun.gender, number: number)
    let englishNoun = words(adjective?.english ?? "", noun.english(number))
    let frenchNoun = Self.frenchNoun(noun.french(number), adjective, agreement)
    let isMass = noun.isMass && number == .singular
    let english = words(determiner.english(number, isMass: isMass), englishNoun)
    let article = determiner.french(
      agreement, isMass: isMass, beforeAdjective: adjective?.precedesNoun ?? false)
    let french =
      article.isPartitive
      ? FrenchSpelling.contract("de", "\(article.text) \(frenchNoun)")
      : words(article.text, frenchNoun)
    self.init(
      english, french, agreement, negated: determiner.isIndefinite ? "de \(frenchNoun)" : french)
  }

  private static func frenchNoun(
    _ noun: String, _ adjective: Adjective?, _ agreement: Agreement
  ) -> String {
    guard let adjective else { return noun }
    return adjective.precedesNoun
      ? words(adjective.french(agreement, before: noun), noun)
      : words(noun, adjective.french(agreement))
  }
}

extension NounPhrase {
  static let i = pronoun("I", "je", .firstSingular, .my)
  static let you = pronoun("you", "vous", .secondPlural, .your)
  static let he = pronoun("he", "il", .thirdSingular, .his)
  static let she = pronoun("she", "elle", .thirdSingular, .her, .feminine)
  static let we = pronoun("we", "nous", .firstPlural, .our)
  static let they = pronoun("they", "ils", .thirdPlural, .their)
  static let who = NounPhrase("who", "qui", .masculine)

  /// "I", "you" and "we" agree as masculine, "you" as one person.
  private static func pronoun(
    _ english: String, _ french: String, _ person: Person, _ owner: Owner,
    _ gender: Gender = .masculine
  ) -> NounPhrase {
    let isPlural = person == .firstPlural || person == .thirdPlural
    var phrase = NounPhrase(
      english, french, Agreement(gender: gender, number: isPlural ? .plural : .singular))
    phrase.person = person
    phrase.owner = owner
    phrase.isPronoun = true
    return phrase
  }
}
