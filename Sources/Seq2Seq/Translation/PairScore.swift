internal import Platform

/// How likely a given translation is.
public struct PairScore: Sendable, Hashable {
  /// The translation's tokens, `</s>` included; none if a side of the pair is blank.
  public var tokens: [Int32] = []
  /// log p of each token given those before it, in nats.
  public var tokenLogProbabilities: [Float] = []

  /// log p of the whole, in nats.
  public var logProbability: Double { tokenLogProbabilities.reduce(0) { $0 + Double($1) } }

  /// exp(−log p / tokens): the perplexity of text of so many tokens; 1 of none.
  public static func perplexity(logProbability: Double, tokens: Int) -> Double {
    exponential(-logProbability / Double(max(tokens, 1)))
  }
}
