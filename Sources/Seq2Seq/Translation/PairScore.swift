internal import Platform

/// The probability of a given translation.
public struct PairScore: Sendable, Hashable {
  /// The translation's tokens, `</s>` included; none if a side of the pair is blank or too long.
  public var tokens: [Int32] = []
  /// log p of each token given those before it, in nats.
  public var tokenLogProbabilities: [Float] = []
  /// Whether a side of the pair has too many tokens to be scored.
  public package(set) var isOverlong = false

  /// log p of the whole translation, in nats.
  public var logProbability: Double { tokenLogProbabilities.reduce(0) { $0 + Double($1) } }

  /// The perplexity of a text: exp(−log p / tokens).
  ///
  /// - Parameters:
  ///   - logProbability: log p of the text, in nats.
  ///   - tokens: the number of its tokens.
  /// - Returns: the perplexity; 1 for an empty text.
  public static func perplexity(logProbability: Double, tokens: Int) -> Double {
    exponential(-logProbability / Double(max(tokens, 1)))
  }
}
