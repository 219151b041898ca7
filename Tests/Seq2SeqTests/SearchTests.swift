import NeuralNetwork
import TestSupport
import Testing
import Tokenization

@testable import Seq2Seq

/// Beam search compared with slow and plain searches.
@Suite struct SearchTests {
  private func options(beam: Int, nBest: Int = 1) -> SearchOptions {
    var options = SearchOptions()
    options.beam = beam
    options.nBest = nBest
    return options
  }

  /// The most probable token each time, until `</s>` or the limit is reached.
  private func greedy(
    _ sample: SearchSample, _ source: [Int32], _ options: SearchOptions
  ) -> Hypothesis {
    var words: [Int32] = []
    var sum = 0.0
    while words.count < options.maximumTokens(sourceTokens: source.count) {
      let scores = sample.next(source, after: words)
      let ranked = scores.indices.sorted { (scores[$1], $0) < (scores[$0], $1) }
      let word = ranked.first { !RepetitionGuard.isLoop(words, next: Int32($0)) } ?? 0
      sum += scores[word]
      if Int32(word) == SpecialToken.end.id {
        return hypothesis(words, sum, length: words.count + 1, isFinished: true)
      }
      words.append(Int32(word))
    }
    return hypothesis(words, sum, length: words.count, isFinished: false)
  }

  private func hypothesis(
    _ words: [Int32], _ sum: Double, length: Int, isFinished: Bool
  ) -> Hypothesis {
    Hypothesis(
      tokens: words, logProbability: Float(sum), score: Float(sum / Double(length)),
      isFinished: isFinished)
  }

  @Test(arguments: ModelOptions.Readout.allCases, [1, 2])
  func beamOfOneIsGreedy(readout: ModelOptions.Readout, layers: Int) {
    let sources = SearchSample.sentences(8, longest: 4)
    var finished = 0
    for seed in 1...4 as ClosedRange<UInt64> {
      let sample = SearchSample(
        SearchSample.small(layers: layers, readout: readout), seed: seed, scale: 1)
      for (source, found) in zip(sources, sample.search(sources, options(beam: 1))) {
        let expected = greedy(sample, source, options(beam: 1))
        #expect(found.count == 1)
        #expect(found[0].tokens == expected.tokens)
        #expect(found[0].isFinished == expected.isFinished)
        #expect(abs(found[0].logProbability - expected.logProbability) < 1e-3)
        #expect(abs(found[0].score - expected.score) < 1e-4)
        finished += expected.isFinished ? 1 : 0
      }
    }
    #expect(finished > 0)
  }

  /// All finished translations of at most `limit` tokens with `</s>`, best first.
  private func exhaustive(
    _ sample: SearchSample, _ source: [Int32], limit: Int, penalty: Double
  ) -> [(tokens: [Int32], score: Double)] {
    var found: [(tokens: [Int32], score: Double)] = []
    var open: [(tokens: [Int32], sum: Double)] = [([], 0)]
    for length in 1...limit {
      var longer: [(tokens: [Int32], sum: Double)] = []
      for beginning in open {
        let scores = sample.next(source, after: beginning.tokens)
        for (word, score) in scores.enumerated() where score > -.infinity {
          let sum = beginning.sum + score
          if Int32(word) == SpecialToken.end.id {
            let scale = (0..<Int(penalty)).reduce(1.0) { product, _ in product * Double(length) }
            found.append((beginning.tokens, sum / scale))
          } else {
            longer.append((beginning.tokens + [Int32(word)], sum))
          }
        }
      }
      open = longer
    }
    return found.sorted { $0.score > $1.score }
  }

  /// With a beam as wide as all possible translations, nothing is missed.
  @Test(arguments: [0, 1, 2], [1, 5])
  func hugeBeamIsExhaustive(penalty: Int, nBest: Int) {
    // Three tokens beside `</s>`: 27 beginnings and 108 candidates at most.
    var options = options(beam: 108, nBest: nBest)
    options.lengthRatio = 0
    options.lengthExtra = 4
    options.lengthPenalty = Float(penalty)
    for seed in 1...8 as ClosedRange<UInt64> {
      let sample = SearchSample(SearchSample.small(words: 6), seed: seed)
      let source = SearchSample.sentences(Int(seed))[Int(seed) - 1]
      let found = sample.search([source], options)[0]
      let expected = exhaustive(sample, source, limit: 4, penalty: Double(penalty))
      #expect(found.map(\.tokens) == expected.prefix(nBest).map(\.tokens))
      for (a, b) in zip(found, expected) { #expect(abs(Double(a.score) - b.score) < 1e-4) }
    }
  }

  /// A wider beam finds better translations, on average.
  @Test func widerBeamsFindBetterScores() {
    let sources = SearchSample.sentences(40)
    let sample = SearchSample(SearchSample.small(words: 40), seed: 3)
    let means = [1, 4, 16].map { beam in
      sample.search(sources, options(beam: beam)).reduce(0) { $0 + $1[0].score }
    }
    #expect(means[0] < means[1])
    #expect(means[0] < means[2])
  }

  @Test(arguments: [1, 2, 5, 12])
  func askingForMoreDoesNotChangeTheFirst(beam: Int) {
    let sources = SearchSample.sentences(12)
    for seed in 1...3 as ClosedRange<UInt64> {
      let sample = SearchSample(SearchSample.small(), seed: seed, scale: 1)
      let alone = sample.search(sources, options(beam: beam))
      for nBest in [2, 5, 12] where nBest <= beam {
        let several = sample.search(sources, options(beam: beam, nBest: nBest))
        #expect(several.map { $0[0] } == alone.map { $0[0] })
        for hypotheses in several {
          #expect(hypotheses.count <= nBest)
          #expect(Set(hypotheses.map(\.tokens)).count == hypotheses.count)
          let finished = hypotheses.filter(\.isFinished).map(\.score)
          #expect(finished == finished.sorted(by: >))
        }
      }
    }
  }

  private static let configurations =
    ModelOptions.Pooling.allCases.map { SearchSample.small(layers: 2, pooling: $0) }
    + SearchSample.cells

  /// A hypothesis' log p is the one that scoring its tokens gives, by the forward pass of training.
  @Test(arguments: configurations.indices)
  func scoresAreThoseOfTheTokens(configuration: Int) {
    var sample = SearchSample(Self.configurations[configuration], seed: 2, scale: 1)
    sample.barred = []
    let sources = SearchSample.sentences(10)
    var words = 0
    for (source, found) in zip(sources, sample.search(sources, options(beam: 5, nBest: 5))) {
      for hypothesis in found {
        sample.compute.reset()
        let said = hypothesis.tokens.count + (hypothesis.isFinished ? 1 : 0)
        let pair = EncodedPair(source: source, target: hypothesis.tokens)
        var nll = 0.0
        _ = sample.network.loss(Shard([pair]), sample.compute) { step, loss in
          if step < said { nll += Double(loss) }
        }
        #expect(abs(nll + Double(hypothesis.logProbability)) < 1e-4 * (1 + nll))
        words += said
      }
    }
    #expect(words > 2 * sources.count)
  }

  @Test(arguments: [1, 5])
  func limitsAndBarredWordsAreKept(beam: Int) {
    let sources = SearchSample.sentences(30)
    for (ratio, extra) in [(Float(0), 1), (1, 0), (0.5, 3), (2, 10)] {
      var options = options(beam: beam, nBest: beam)
      options.lengthRatio = ratio
      options.lengthExtra = extra
      let sample = SearchSample(SearchSample.small(), seed: 4)
      for (source, found) in zip(sources, sample.search(sources, options)) {
        #expect(!found.isEmpty)
        for hypothesis in found {
          #expect(hypothesis.tokens.count <= max(1, Int(ratio * Float(source.count)) + extra))
          #expect(hypothesis.tokens.allSatisfy { $0 >= 3 && $0 < 14 })
          #expect(hypothesis.logProbability <= 0)
        }
      }
    }
  }

  /// A beam wider than the kernel for the best tokens allows: at most 64 tokens per hypothesis are tried.
  @Test func veryWideBeams() {
    let sample = SearchSample(SearchSample.small(words: 200), seed: 1)
    let found = sample.search(SearchSample.sentences(2, longest: 2), options(beam: 100, nBest: 100))
    for hypotheses in found {
      #expect(hypotheses.count > 50)
      #expect(Set(hypotheses.map(\.tokens)).count == hypotheses.count)
    }
  }

  /// A good hypothesis of a confident model is not given up for others that end early.
  @Test func hopelessEndsDoNotEndTheSearch() {
    var beam = SentenceBeam(
      sentence: 0, maximumTokens: 50, live: [.init(tokens: [], logProbability: 0, row: 0)])
    let options = options(beam: 2)
    for step in 1...20 {
      let sure = Float(step) * -0.01
      beam.advance(
        [
          .init(parent: 0, token: Int32(2 + step), logProbability: sure),
          .init(parent: 0, token: 2, logProbability: sure - 8),
          .init(parent: 0, token: 3, logProbability: sure - 9),
        ], end: 2, options)
      let isOver = beam.isOver(length: step, options)
      #expect(!isOver)
    }
    beam.advance([.init(parent: 0, token: 2, logProbability: -0.3)], end: 2, options)
    let isOver = beam.isOver(length: 21, options)
    #expect(isOver)
    #expect(beam.finished[0].tokens.count == 20)
  }
}
