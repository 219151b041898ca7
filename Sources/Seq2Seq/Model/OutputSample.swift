package import NeuralNetwork
internal import Tokenization

/// Which tokens the loss of a shard is computed among, if not among all (Jean, Cho, Memisevic & Bengio 2015).
///
/// Always among them are the shard's own targets, the likely translations of its sources' tokens and the most frequent
/// tokens: those that the model may take for the targets. Of the rest some are drawn.
package struct OutputSample: Sendable {
  private let shortlist: Shortlist
  /// How many of the rest are drawn, at least.
  private let count: Int
  /// Whether the drawn ones count for those that were not drawn.
  private let isCorrected: Bool

  /// The likeliest translations of each source token that are sampled: resumed trainings need the same ones.
  static let translations = 20
  /// Sampled tokens are a multiple of this many, so that the products have few shapes; each shape is compiled.
  static func grain(vocabulary: Int) -> Int { vocabulary < 4_096 ? 16 : 256 }
  /// With more sampled tokens than this share of the vocabulary, all tokens are as fast.
  static let mostOfVocabulary = 0.75
  /// What tells the seed of the draws from that of the dropout masks.
  private static let stream: UInt64 = 0x6F75_7470_7574

  /// About as many tokens as a shard samples, if it has a few hundred target tokens: a guide to how much memory it takes.
  var usualTokens: Int { count + 2_000 }

  package init(_ shortlist: Shortlist, count: Int, isCorrected: Bool) {
    precondition(count >= 1, "a sample of at least one token")
    self.shortlist = shortlist
    self.count = count
    self.isCorrected = isCorrected
  }

  /// The tokens for a shard, the same ones for the same seed; nil: the whole vocabulary.
  package func tokens(for shard: Shard, vocabulary: Int, seed: UInt64) -> SampledVocabulary? {
    let isCertain = certain(for: shard, vocabulary: vocabulary)
    let certain = isCertain.count { $0 }
    let (grain, rest) = (Self.grain(vocabulary: vocabulary), vocabulary - certain)
    let wanted = (certain + min(count, rest) + grain - 1) / grain * grain
    guard Double(wanted) <= Self.mostOfVocabulary * Double(vocabulary) else { return nil }
    let drawn = wanted - certain
    var tokens: [Int32] = []
    var weights: [Float] = []
    tokens.reserveCapacity(wanted)
    weights.reserveCapacity(wanted)
    let weight = Float(rest) / Float(drawn)
    // One pass over the vocabulary draws without replacement, in ascending order (Knuth 1969, algorithm S).
    var generator = SeededGenerator(seed: seed, stream: Self.stream)
    var (left, needed) = (rest, drawn)
    for (token, isCertain) in isCertain.enumerated() {
      if !isCertain {
        left -= 1
        guard generator.next(below: left + 1) < needed else { continue }
        needed -= 1
      }
      tokens.append(Int32(token))
      weights.append(isCertain ? 1 : weight)
    }
    return SampledVocabulary(tokens: tokens, weights: isCorrected ? weights : nil)
  }

  /// Of each token, whether it is sampled in any case.
  private func certain(for shard: Shard, vocabulary: Int) -> [Bool] {
    var isCertain = [Bool](repeating: false, count: vocabulary)
    isCertain[Int(SpecialToken.end.id)] = true
    for token in shortlist.frequent { isCertain[Int(token)] = true }
    for token in shard.targetOutput where token >= 0 { isCertain[Int(token)] = true }
    let source = shard.source
    for row in 0..<source.count {
      for step in 0..<Int(source.lengths[row]) - 1 {
        let token = source.ids[step * source.count + row]
        for target in shortlist.translations(of: token, count: Self.translations) {
          isCertain[Int(target)] = true
        }
      }
    }
    return isCertain
  }
}
