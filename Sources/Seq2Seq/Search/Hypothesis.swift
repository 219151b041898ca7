/// A translation as found by the search.
public struct Hypothesis: Sendable, Hashable {
  /// Its tokens, without `<s>` and `</s>`.
  public var tokens: [Int32]
  /// log p of all tokens, `</s>` included if it was reached.
  public var logProbability: Float
  /// The same by a language model that has a say in the search; 0 without one.
  public var languageLogProbability: Float = 0
  /// What hypotheses are ranked by: log p, with the language model's share and normalised by length, and the coverage
  /// penalty.
  public var score: Float
  /// Whether `</s>` was reached; false if the translation was cut off before.
  public var isFinished: Bool
  /// For each token, `</s>` included if it was reached: the weights of the source tokens and their `</s>`.
  ///
  /// Empty unless the search keeps attention weights.
  public var attention: [[Float]] = []
  /// The mean log p of a token.
  var logProbabilityPerToken: Float {
    logProbability / Float(max(1, tokens.count + (isFinished ? 1 : 0)))
  }
  /// With sampling: the number of the sample.
  var sample = 0
}
