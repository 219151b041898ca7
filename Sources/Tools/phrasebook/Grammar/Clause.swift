/// A subject with its predicate, in a tense.
struct Clause: Sendable {
  var subject: NounPhrase
  var predicate: Predicate
  var tense: Tense
  var polarity = Polarity.positive
  /// An adverb beside the verb: "often", "souvent".
  var adverb = Pair.empty

  init(
    _ subject: NounPhrase, _ predicate: Predicate, _ tense: Tense,
    _ polarity: Polarity = .positive, adverb: Pair = .empty
  ) {
    self.subject = subject
    self.predicate = predicate
    self.tense = tense
    self.polarity = polarity
    self.adverb = adverb
  }

  var statement: Pair { Pair(englishStatement, frenchStatement) }

  /// A question answered by yes or no, with "est-ce que".
  var question: Pair { Pair(englishQuestion, "est-ce que \(frenchStatement)") }

  /// A question with the French verb before its pronoun: "avez-vous".
  var invertedQuestion: Pair { Pair(englishQuestion, frenchInversion) }

  /// "how old …", "how much …": the French verb comes before its subject, noun or pronoun.
  func shortQuestion(_ word: Pair) -> Pair {
    let french = subject.isPronoun ? frenchInversion : frenchPostponed
    return word + Pair(englishQuestion, french)
  }

  /// "where …": inverted after a pronoun, with "est-ce que" after a noun.
  func question(_ word: Pair) -> Pair {
    word + (subject.isPronoun && subject.person != .firstSingular ? invertedQuestion : question)
  }
}
