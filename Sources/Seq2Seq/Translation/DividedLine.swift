/// A line as the parts that are translated by themselves, and the white space around them.
///
/// A part is a sentence; or a few clauses, if the sentence has too many tokens; or several sentences, if a forced
/// beginning has several. A blank line has no parts.
struct DividedLine: Sendable {
  /// A part of a line.
  struct Part: Sendable {
    /// The white space of the line before the part, with what wraps sentences: see ``SentenceWrapping``.
    var space = ""
    /// The part, without what is around it.
    var text = ""
    /// The terms in it, whose translations its translation must have.
    var terms = WantedTerms(terms: [])
    /// If there is nothing to translate but terms: the part with their translations.
    var replacement: String?
    /// The number of the line's word that the part begins with or in, counted from 0.
    var firstWord = 0
    /// The ways in which it is read, usually one; none if it has no letter and so comes through unchanged.
    ///
    /// All are searched for. A part with spans is read in several ways, and gets the best translation.
    var readings: [Reading] = []

    var isTranslated: Bool { !readings.isEmpty }
    /// Whether its translation is in capitals throughout.
    var isInCapitals: Bool { readings.first?.isInCapitals ?? false }
    /// Whether it had more tokens.
    var wasCut: Bool { readings.first?.wasCut ?? false }
    /// The tokens of the first way.
    var tokens: [Int32] { readings.first?.tokens ?? [] }
    /// The tokens that its translation begins with.
    var prefix: [Int32] { readings.first?.prefix ?? [] }
  }

  /// A way to read a part.
  struct Reading: Sendable {
    /// Its tokens, at least one, in the forms of characters that the model knows.
    var tokens: [Int32] = []
    /// Whether it had more tokens.
    var wasCut = false
    /// Whether it is in capitals throughout, so that its translation is, too.
    var isInCapitals = false
    /// Whether its translation begins as a sentence does, with a capital.
    var beginsSentence = true
    /// The mark that was added at its end.
    var addedEnd = SentenceEnd.Added.none
    /// The tokens that its translation begins with.
    var prefix: [Int32] = []
    /// How its translation gets the translations of terms.
    var termUse = TermUse.own
    /// The phrases that its translation has to say, if it gets them by search.
    var phrases: TermPhrases?
    /// What became of the part's spans; nil if it has none.
    var layout: SpanLayout?
  }

  /// How the translation of a part gets the translations of its terms; the first way that works is taken.
  enum TermUse: CaseIterable {
    /// The model says them by itself.
    case own
    /// The search says them.
    case said
    /// They are put where the terms were taken out.
    case placed
  }

  var parts: [Part] = []
  /// The white space after the last part.
  var end = ""

  /// The parts that are translated, in order.
  var translatedParts: [Part] { parts.filter(\.isTranslated) }
  /// What is searched for, in order.
  var readings: [Reading] { parts.flatMap(\.readings) }
}

extension [DividedLine.Reading] {
  /// The phrases that the translation of each has to say; empty if none has any.
  var phrases: [TermPhrases?] { contains { $0.phrases != nil } ? map(\.phrases) : [] }
}
