import NeuralNetwork
import Tokenization
import Testing

@testable import Seq2Seq

/// BPE-dropout divides training pairs into other pieces every epoch, and what these depend on.
@Suite struct SubwordDropoutTests {
  private func corpus(_ dropout: Float, seed: UInt64 = 1) throws -> TrainingCorpus {
    var sample = try TrainingSample()
    // No other case than that of the text.
    sample.options.letterCase = .spelling
    sample.options.subwordDropout = dropout
    sample.options.seed = seed
    return try TrainingCorpus(sample.input, sample.options)
  }

  private func pairs(
    of corpus: TrainingCorpus, _ epoch: Int, _ pool: WorkerPool
  ) -> [EncodedPair] {
    corpus.training(inEpoch: epoch, on: pool).prefix(.max)
  }

  @Test func everyEpochHasItsOwnPieces() throws {
    let corpus = try corpus(0.3)
    let pool = WorkerPool(count: 2)
    let epochs = (0..<6).map { pairs(of: corpus, $0, pool) }
    #expect(Set(epochs + [corpus.training.prefix(.max)]).count == 7)
    for pairs in epochs {
      for (pair, text) in zip(pairs, TrainingSample.pairs) {
        #expect(corpus.sourceTokenizer.decode(pair.source) == text.0)
        #expect(corpus.targetTokenizer.decode(pair.target) == text.1)
      }
    }
  }

  /// They depend on the seed, but not on threads or on which epochs were asked for before.
  @Test func followsFromSeedAndEpoch() throws {
    let (corpus, again, other) = (
      try corpus(0.3), try corpus(0.3), try self.corpus(0.3, seed: 2)
    )
    let expected = (0..<3).map { pairs(of: corpus, $0, WorkerPool(count: 1)) }
    for threads in [2, 3, 20] {
      #expect(pairs(of: again, 2, WorkerPool(count: threads)) == expected[2])
      #expect(pairs(of: again, 0, WorkerPool(count: threads)) == expected[0])
    }
    #expect(pairs(of: other, 0, WorkerPool(count: 1)) != expected[0])
  }

  @Test func nothingIsDroppedUnlessAskedFor() throws {
    let corpus = try corpus(0)
    #expect(pairs(of: corpus, 3, WorkerPool(count: 2)) == corpus.training.prefix(.max))
  }

  /// The vocabulary and the validation pairs are those of a training without BPE-dropout.
  @Test func validationKnowsNothingOfIt() throws {
    let (with, without) = (try corpus(0.9), try corpus(0))
    #expect(with.validation == without.validation)
    #expect(with.training.prefix(.max) == without.training.prefix(.max))
    #expect(with.sourceTokenizer == without.sourceTokenizer)
  }

  /// If pairs are left out because of their length, the others keep their own texts.
  @Test func pairsKeepTheirTextsWhenOthersAreLeftOut() throws {
    let long = (String(repeating: "a b ", count: 40), "c")
    var sample = try TrainingSample([long] + TrainingSample.pairs)
    sample.options.letterCase = .spelling
    sample.options.subwordDropout = 0.5
    sample.options.maximumTokens = 60
    let corpus = try TrainingCorpus(sample.input, sample.options)
    #expect(corpus.overlongPairs == 1)
    let pairs = pairs(of: corpus, 0, WorkerPool(count: 2))
    #expect(
      pairs.map { corpus.sourceTokenizer.decode($0.source) } == TrainingSample.pairs.map(\.0))
  }
}
