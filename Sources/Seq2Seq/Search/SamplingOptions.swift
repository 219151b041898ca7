internal import NeuralNetwork
internal import Platform

/// How translations are drawn at random.
///
/// A token is drawn from the model's probabilities after three changes, in this order: the temperature
/// is applied, only the `topK` most probable tokens are kept, and of these only the nucleus (Holtzman et
/// al., "The curious case of neural text degeneration", 2020).
///
/// A sample depends only on the sentence's tokens, the seed and the sample's number, not on the
/// sentences beside it, the order of lines or the threads. Equal lines get equal samples.
public struct SamplingOptions: Sendable, Hashable {
  /// τ: probabilities are raised to the power 1/τ; 1 leaves them, 0 always takes the most probable token.
  public var temperature: Double = 1
  /// How many of the most probable tokens can be drawn; 0: all.
  public var topK = 0
  /// The nucleus: only the fewest most probable tokens that together have this probability can be drawn.
  public var topP: Double = 1
  /// The seed; another one draws other samples.
  public var seed: UInt64 = 1

  /// Creates options that leave the model's probabilities unchanged.
  public init() {}

  /// The random generator of a sample of a sentence.
  func generator(sentence: [Int32], sample: Int) -> SeededGenerator {
    var stream = UInt64(sample)
    for id in sentence { stream = SeededGenerator.mix(stream) &+ UInt64(UInt32(bitPattern: id)) }
    return SeededGenerator(seed: seed, stream: SeededGenerator.mix(stream))
  }

  /// Draws a token; one whose log probability is -∞ is never drawn.
  func draw(
    _ logProbabilities: [Float], using generator: inout SeededGenerator
  ) -> Int32 {
    var best = 0
    for token in logProbabilities.indices where logProbabilities[token] > logProbabilities[best] {
      best = token
    }
    guard temperature > 0 else { return Int32(best) }
    let highest = Double(logProbabilities[best])
    let weights = logProbabilities.map { exponential((Double($0) - highest) / temperature) }
    let tokens = possible(weights)
    let total = tokens.reduce(0) { $0 + weights[$1] }
    var rest = generator.unit() * total
    for token in tokens {
      rest -= weights[token]
      if rest < 0 { return Int32(token) }
    }
    return Int32(best)
  }

  /// The tokens that can be drawn.
  private func possible(_ weights: [Double]) -> [Int] {
    guard (topK > 0 && topK < weights.count) || topP < 1 else { return Array(weights.indices) }
    var tokens = Array(weights.indices)
    if topK == 0 {
      // All weights below this together are less than 1 - p, so they are outside the nucleus.
      let least = (1 - topP) * weights.reduce(0, +) / Double(weights.count)
      tokens.removeAll { weights[$0] < least }
    }
    tokens.sort { (weights[$1], $0) < (weights[$0], $1) }
    if topK > 0 { tokens = Array(tokens.prefix(topK)) }
    guard topP < 1 else { return tokens }
    // With top-k, the nucleus is a share of the tokens kept; without it, of all tokens.
    let total = (topK > 0 ? tokens.map { weights[$0] } : weights).reduce(0, +)
    var sum = 0.0
    let size = tokens.firstIndex { token in
      sum += weights[token]
      return sum >= topP * total
    }
    return Array(tokens.prefix((size ?? tokens.count - 1) + 1))
  }
}
