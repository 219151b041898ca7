import NeuralNetwork
import TestSupport
import Testing
import Tokenization

@testable import Seq2Seq

/// Translations drawn at random.
@Suite struct SearchSamplingTests {
  private static let source: [Int32] = [5, 9, 4]

  private func options(samples: Int = 1, _ sampling: SamplingOptions = .init()) -> SearchOptions {
    var options = SearchOptions()
    options.sampling = sampling
    options.nBest = samples
    return options
  }

  /// How far counts are from the expected ones, in standard deviations of the χ² statistic.
  ///
  /// Outcomes expected fewer than 5 times are counted together.
  private func deviation(
    _ counts: [[Int32]: Int], expected: [[Int32]: Double], draws: Int
  ) -> Double {
    var cells: [(observed: Double, expected: Double)] = []
    var rest = (observed: 0.0, expected: 0.0)
    for (words, probability) in expected {
      let cell = (observed: Double(counts[words] ?? 0), expected: probability * Double(draws))
      if cell.expected >= 5 {
        cells.append(cell)
      } else {
        rest = (rest.observed + cell.observed, rest.expected + cell.expected)
      }
    }
    if rest.expected > 0 { cells.append(rest) }
    let square = cells.reduce(0) {
      $0 + ($1.observed - $1.expected) * ($1.observed - $1.expected) / $1.expected
    }
    let freedom = Double(max(1, cells.count - 1))
    return (square - freedom) / (2 * freedom).squareRoot()
  }

  /// The probabilities of the first two tokens, `</s>` included, after a change of each distribution.
  private func expected(
    _ sample: SearchSample, _ change: ([Double]) -> [Double]
  ) -> [[Int32]: Double] {
    var result: [[Int32]: Double] = [:]
    for (first, p) in change(sample.next(Self.source, after: []).map(ScalarKernels.exp))
      .enumerated() where p > 0
    {
      if Int32(first) == SpecialToken.end.id {
        result[[Int32(first)]] = p
        continue
      }
      let next = change(sample.next(Self.source, after: [Int32(first)]).map(ScalarKernels.exp))
      for (second, q) in next.enumerated() where q > 0 {
        result[[Int32(first), Int32(second)]] = p * q
      }
    }
    return result
  }

  /// How often each pair of tokens was drawn.
  private func counts(
    _ sample: SearchSample, _ sampling: SamplingOptions, draws: Int
  ) -> [[Int32]: Int] {
    var options = options(samples: draws, sampling)
    options.lengthRatio = 0
    options.lengthExtra = 2
    var counts: [[Int32]: Int] = [:]
    for hypothesis in sample.search([Self.source], options)[0] {
      let end = hypothesis.isFinished && hypothesis.tokens.count < 2 ? [SpecialToken.end.id] : []
      counts[hypothesis.tokens + end, default: 0] += 1
    }
    return counts
  }

  private func powered(_ p: [Double], _ temperature: Double) -> [Double] {
    normalized(p.map { $0 > 0 ? ScalarKernels.exp(ScalarKernels.log($0) / temperature) : 0 })
  }

  private func normalized(_ p: [Double]) -> [Double] {
    let sum = p.reduce(0, +)
    return p.map { $0 / sum }
  }

  private func best(_ p: [Double], _ k: Int) -> [Double] {
    let bound = p.sorted(by: >)[k - 1]
    return normalized(p.map { $0 >= bound ? $0 : 0 })
  }

  private func nucleus(_ p: [Double], _ share: Double) -> [Double] {
    var (sum, kept) = (0.0, 0)
    for value in p.sorted(by: >) {
      sum += value
      kept += 1
      if sum >= share { break }
    }
    return best(p, kept)
  }

  @Test func frequenciesAreTheProbabilities() {
    let sample = SearchSample(SearchSample.small(), seed: 3, scale: 0.8)
    let draws = 4_000
    var sampling = SamplingOptions()
    var changes: [(SamplingOptions, ([Double]) -> [Double])] = [(sampling, { $0 })]
    sampling.temperature = 0.6
    changes.append((sampling, { powered($0, 0.6) }))
    sampling.topK = 4
    changes.append((sampling, { best(powered($0, 0.6), 4) }))
    sampling.topP = 0.7
    changes.append((sampling, { nucleus(best(powered($0, 0.6), 4), 0.7) }))
    sampling = SamplingOptions()
    sampling.topP = 0.8
    changes.append((sampling, { nucleus($0, 0.8) }))
    for (index, (sampling, change)) in changes.enumerated() {
      let counts = counts(sample, sampling, draws: draws)
      let right = expected(sample, change)
      #expect(counts.keys.allSatisfy { right[$0] != nil }, "\(index)")
      #expect(deviation(counts, expected: right, draws: draws) < 4, "\(index)")
      // The statistic is fine enough to distinguish these.
      for (other, (_, otherChange)) in changes.enumerated() where other != index {
        let wrong = expected(sample, otherChange)
        let isPossible = counts.keys.allSatisfy { wrong[$0] != nil }
        #expect(!isPossible || deviation(counts, expected: wrong, draws: draws) > 8)
      }
    }
  }

  @Test(arguments: [0, 1, 2, 3])
  func coldOrNarrowIsGreedy(kind: Int) {
    var sampling = SamplingOptions()
    if kind == 0 { sampling.temperature = 0 }
    if kind == 1 { sampling.temperature = 1e-6 }
    if kind == 2 { sampling.topK = 1 }
    if kind == 3 { sampling.topP = 1e-9 }
    var greedy = SearchOptions()
    greedy.beam = 1
    let sources = SearchSample.sentences(12)
    for seed in 1...4 as ClosedRange<UInt64> {
      let sample = SearchSample(SearchSample.small(), seed: seed, scale: 1)
      let expected = sample.search(sources, greedy)
      for (found, expected) in zip(sample.search(sources, options(sampling)), expected) {
        #expect(found[0].tokens == expected[0].tokens)
        #expect(found[0].isFinished == expected[0].isFinished)
        #expect(abs(found[0].logProbability - expected[0].logProbability) < 1e-3)
      }
    }
  }

  private func options(_ sampling: SamplingOptions) -> SearchOptions {
    options(samples: 1, sampling)
  }

  /// A sample depends only on its sentence, the seed and its number.
  @Test func samplesAreIndependent() {
    let sample = SearchSample(SearchSample.small(), seed: 3, scale: 0.5)
    let sources = SearchSample.sentences(16)
    let together = sample.search(sources, options(samples: 4))
    for (source, expected) in zip(sources, together) {
      #expect(sample.search([source], options(samples: 4))[0] == expected)
      #expect(sample.search([source], options(samples: 2))[0] == Array(expected.prefix(2)))
    }
    let reversed = sample.search(sources.reversed(), options(samples: 4))
    #expect(Array(reversed.reversed()) == together)
    // The samples of a sentence differ, and so do those of another seed.
    #expect(together.count { Set($0.map(\.tokens)).count > 1 } > 12)
    var other = SamplingOptions()
    other.seed = 2
    #expect(sample.search(sources, options(samples: 4, other)) != together)
  }

  /// log p is the model's, whatever the temperature is; barred tokens are not drawn.
  @Test func scoresAreTheModels() {
    var sample = SearchSample(SearchSample.small(), seed: 2, scale: 0.5)
    sample.barred = []
    var sampling = SamplingOptions()
    sampling.temperature = 3
    var options = options(samples: 8, sampling)
    options.noRepeatNGram = 1
    let sources = SearchSample.sentences(6)
    var finished = 0
    for (source, found) in zip(sources, sample.search(sources, options)) {
      #expect(found.count == 8)
      for hypothesis in found {
        #expect(Set(hypothesis.tokens).count == hypothesis.tokens.count)
        guard hypothesis.isFinished else { continue }
        finished += 1
        sample.compute.reset()
        let pair = EncodedPair(source: source, target: hypothesis.tokens)
        let loss = sample.network.loss(Shard([pair]), sample.compute)
        #expect(abs(loss.nll + Double(hypothesis.logProbability)) < 1e-4 * (1 + loss.nll))
      }
    }
    #expect(finished > 10)
  }

  @Test func loopsAreNotDrawn() {
    let sample = SearchSample(SearchSample.small(words: 8), seed: 1, scale: 0.1)
    sample.store.vector(sample.network.output.bias)[5] = 6
    var options = options(samples: 20)
    options.lengthRatio = 0
    options.lengthExtra = 60
    var runs = 0
    for guarded in [true, false] {
      options.guardsRepetition = guarded
      for found in sample.search([[3, 4]], options)[0] {
        let hasRun = found.tokens.indices.contains { start in
          found.tokens[start...].prefix(12).allSatisfy { $0 == 5 }
            && start + 12 <= found.tokens.count
        }
        if guarded { #expect(!hasRun) } else if hasRun { runs += 1 }
      }
    }
    #expect(runs > 0)
  }
}
