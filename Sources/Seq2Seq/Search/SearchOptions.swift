/// How translations are looked for.
public struct SearchOptions: Sendable, Hashable {
  /// Hypotheses kept at each step; 1 is greedy search.
  public var beam = 5
  /// α: a hypothesis of n tokens, `</s>` included, scores log p / n^α; 0 favours short ones.
  public var lengthPenalty: Float = 1
  /// A translation ends after at most `lengthRatio` · source tokens + `lengthExtra` tokens.
  public var lengthRatio: Float = 2
  /// Tokens that even the shortest sentence may have.
  public var lengthExtra = 10
  /// Whether endless repetition is cut off; see ``RepetitionGuard``.
  public var guardsRepetition = true
  /// Sentences searched together; translations do not depend on it.
  public var batch = 64
  /// Translations returned of each sentence, best first: at most `beam`.
  public var nBest = 1

  /// A beam of 5 and one translation.
  public init() {}

  /// The most tokens of a translation, `</s>` not counted.
  func limit(sourceTokens: Int) -> Int {
    max(1, Int(lengthRatio * Float(sourceTokens)) + lengthExtra)
  }

  /// log p of a hypothesis of `length` tokens, normalised.
  func score(_ logProbability: Float, length: Int) -> Float {
    logProbability / power(Float(max(length, 1)), lengthPenalty)
  }
}
