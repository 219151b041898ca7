/// The translation of one line.
public struct Translation: Sendable, Hashable {
  /// One possible translation of the line.
  public struct Candidate: Sendable, Hashable {
    /// Its text: one line, with the line's own white space at both ends and between sentences, and no other at the ends.
    ///
    /// It has no control characters that would break the line; a TAB can only be the line's own.
    public let text: String
    /// What candidates are ranked by: log p, with a language model's share and normalised by length, and the coverage
    /// penalty.
    public let score: Float
    /// log p of all its tokens.
    public let logProbability: Float
    /// log p of all its tokens by a language model that has a say in the search; 0 without one.
    public internal(set) var languageLogProbability: Float = 0
    /// Its tokens, `</s>` not counted.
    public let tokens: Int
    /// Whether the model ended the sentence; false if the translation was cut off before.
    public let isFinished: Bool
    /// The alignment with the source, if ``SearchOptions/keepsAttention`` is set.
    public internal(set) var alignment: Alignment?

    /// The mean log p of a token, at most 0; 0 for text that came through unchanged.
    public var scorePerToken: Float { logProbability / Float(max(length, 1)) }

    /// How many tokens log p is the sum of: `</s>` counts if it was reached.
    var length: Int { tokens + (isFinished ? 1 : 0) }
  }

  /// A sentence of a line of several, and its translation.
  public struct Sentence: Sendable, Hashable {
    /// The sentence in the line, without the white space around it.
    public let source: String
    /// Its translation, with the candidates of this sentence alone.
    ///
    /// A sentence without a letter has one candidate, the sentence itself, of no tokens.
    public let translation: Translation
  }

  /// A term of ``SearchOptions/terms`` that stands in a line more often than its translation in the line's translation.
  public struct MissingTerm: Sendable, Hashable, Codable {
    /// The term in the language of the line.
    public let source: String
    /// What should stand in the translation.
    public let target: String
  }

  /// The candidates, best first, or samples in the order drawn; none for a blank line.
  ///
  /// The i-th candidate of a line of several sentences joins the i-th of each. Its log probability is their sum, and
  /// its score is normalised by the tokens of all. A line without a letter has one candidate: itself.
  public internal(set) var candidates: [Candidate] = []
  /// Whether a sentence had more than `maximumTokens` tokens and no clause to divide it at, so that only its beginning
  /// was translated.
  public package(set) var wasCut = false
  /// Tokens of the source that were translated, `</s>` not counted.
  public internal(set) var sourceTokens = 0
  /// The terms that could not be placed, in the first candidate that lacks any; one for each time.
  public internal(set) var missingTerms: [MissingTerm] = []
  /// The numbers, placeholders and other spans that the first candidate lacks, because its sentence was cut.
  ///
  /// Each is named once, at most 100 per sentence.
  public internal(set) var missingSpans: [String] = []
  /// The sentences that were translated by themselves, if there were several; else empty.
  public internal(set) var sentences: [Sentence] = []

  /// The first candidate's text; empty for a blank line.
  public var text: String { candidates.first?.text ?? "" }

  /// How sure the model is of the first candidate: the mean log p of a token, in the least sure sentence of the line.
  ///
  /// At most 0; 0 for a blank line and for text that came through unchanged.
  public var scorePerToken: Float {
    if sentences.isEmpty { return candidates.first?.scorePerToken ?? 0 }
    return sentences.map(\.translation.scorePerToken).min() ?? 0
  }
}

extension Translation.Candidate {
  /// A translation as it was found; `text` is its tokens', which here gets no spaces at its ends.
  init(_ hypothesis: Hypothesis, _ text: String) {
    self.text = text.onOneLine
    score = hypothesis.score
    logProbability = hypothesis.logProbability
    languageLogProbability = hypothesis.languageLogProbability
    tokens = hypothesis.tokens.count
    isFinished = hypothesis.isFinished
  }

  /// What comes through unchanged.
  init(unchanged text: String) {
    self.init(
      text: text.withoutControls, score: 0, logProbability: 0, tokens: 0, isFinished: true)
  }
}

extension String {
  /// The text with control characters, such as line breaks and TABs, replaced by spaces, and none at the ends.
  fileprivate var onOneLine: String {
    let text = replacingControls { _ in true }
    return text.text(UTF8Text.trimmed(0..<text.utf8.count, of: text))
  }

  /// The text with control characters except TABs replaced by spaces.
  var withoutControls: String { replacingControls { $0 != "\t" } }

  /// The text with a space for each control character (C0, DEL and C1) that is to be replaced.
  private func replacingControls(_ isReplaced: (Unicode.Scalar) -> Bool) -> String {
    // C1 are the characters from U+0080 on, whose first byte is 0xC2.
    guard utf8.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == 0xC2 }) else { return self }
    var text = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
      text.append(isControl && isReplaced(scalar) ? " " : scalar)
    }
    return String(text)
  }
}
