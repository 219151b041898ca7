import NeuralNetwork
import TestSupport
import Testing
import Tokenization

@testable import Seq2Seq

/// Which tokens the output layer is computed for.
@Suite struct OutputSampleTests {
  /// Source tokens 0 to 9, token i translated by 20 + 2 i and 21 + 2 i; tokens 40 to 44 are frequent.
  private let shortlist: Shortlist = {
    var translations = [Int32](repeating: -1, count: 10 * Shortlist.width)
    for token in 0..<10 {
      translations[token * Shortlist.width] = Int32(20 + 2 * token)
      translations[token * Shortlist.width + 1] = Int32(21 + 2 * token)
    }
    return Shortlist(translations: translations, frequent: Array(40..<45))
  }()
  private let shard = Shard([
    EncodedPair(source: [3, 4], target: [50, 51, 50]), EncodedPair(source: [4], target: []),
  ])
  private let certain: Set<Int32> = [
    SpecialToken.end.id, 26, 27, 28, 29, 40, 41, 42, 43, 44, 50, 51,
  ]

  private func sampled(
    _ count: Int, isCorrected: Bool = true, seed: UInt64, vocabulary: Int = 200
  ) -> SampledVocabulary? {
    OutputSample(shortlist, count: count, isCorrected: isCorrected)
      .tokens(for: shard, vocabulary: vocabulary, seed: seed)
  }

  @Test func likelyTokensAreAlwaysThere() throws {
    for seed in 1...20 as ClosedRange<UInt64> {
      let drawn = try #require(sampled(30, seed: seed))
      #expect(certain.isSubset(of: drawn.tokens))
      // Twelve and at least thirty others, a multiple of 16 together.
      #expect(drawn.tokens.count == 48)
      #expect(drawn.tokens.allSatisfy { (0..<200).contains($0) })
      #expect(drawn == sampled(30, seed: seed))
      #expect(drawn != sampled(30, seed: seed + 1))
    }
  }

  @Test func likelyTokensStandForThemselvesAndDrawnOnesForTheRest() throws {
    let drawn = try #require(sampled(30, seed: 1))
    let weights = try #require(drawn.weights)
    for (token, weight) in zip(drawn.tokens, weights) {
      #expect(weight == (certain.contains(token) ? 1 : Float(188) / 36))
    }
    #expect(abs(weights.reduce(0, +) - 200) < 1e-3)
    let uncorrected = try #require(sampled(30, isCorrected: false, seed: 1))
    #expect(uncorrected.tokens == drawn.tokens && uncorrected.weights == nil)
  }

  /// Every other token is drawn about as often, and the weighted sum over the sampled tokens is that over all on average.
  @Test func drawsAreUniform() throws {
    let draws = 4_000
    var counts = [Int](repeating: 0, count: 200)
    let numbers = (0..<200).map { Double($0 * $0 % 31) }
    var estimate = 0.0
    for seed in 0..<UInt64(draws) {
      let drawn = try #require(sampled(30, seed: seed))
      for token in drawn.tokens { counts[Int(token)] += 1 }
      estimate += zip(drawn.tokens, drawn.weights ?? []).reduce(0) {
        $0 + Double($1.1) * numbers[Int($1.0)]
      }
    }
    let share = 36.0 / 188
    // Six standard deviations of a binomial distribution.
    let most = 6 * (Double(draws) * share * (1 - share)).squareRoot()
    for token in 0..<200 as Range<Int32> {
      let expected = certain.contains(token) ? Double(draws) : Double(draws) * share
      #expect(abs(Double(counts[Int(token)]) - expected) <= most, "\(token)")
    }
    let sum = numbers.reduce(0, +)
    #expect(abs(estimate / Double(draws) - sum) < 0.01 * sum)
  }

  @Test func nearlyTheWholeVocabularyIsComputedAsAWhole() {
    #expect(sampled(138, seed: 1) == nil)
    #expect(sampled(1 << 22, seed: 1) == nil)
    // 144 of 200 are below three quarters, 160 of them above.
    #expect(sampled(132, seed: 1)?.tokens.count == 144)
    #expect(sampled(133, seed: 1) == nil)
    #expect(sampled(1, seed: 1, vocabulary: 52) != nil)
    #expect(sampled(1, seed: 1, vocabulary: 5_000)?.tokens.count == 256)
  }
}
