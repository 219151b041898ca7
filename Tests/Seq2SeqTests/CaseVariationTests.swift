import NeuralNetwork
import Testing
import Tokenization

@testable import Seq2Seq

/// Pairs that a training shows in other case than they are written.
@Suite struct CaseVariationTests {
  private func corpus(
    _ letterCase: TrainingOptions.LetterCase? = nil, dropout: Float = 0, seed: UInt64 = 1
  ) throws -> TrainingCorpus {
    let pairs = (0..<60).flatMap { number in
      TrainingSample.pairs.map {
        ("\($0.0) We LIKE No. \(number).", "\($0.1) Nous AIMONS \(number).")
      }
    }
    var sample = try TrainingSample(pairs)
    sample.options.letterCase = letterCase
    sample.options.subwordDropout = dropout
    sample.options.seed = seed
    return try TrainingCorpus(sample.input, sample.options)
  }

  private func pairs(
    of corpus: TrainingCorpus, _ epoch: Int, threads: Int = 1
  ) -> [EncodedPair] {
    corpus.training(inEpoch: epoch, on: WorkerPool(count: threads)).prefix(.max)
  }

  @Test func somePairsAreInCapitalsAndSomeWithoutMarks() throws {
    let corpus = try corpus()
    let (source, target) = (corpus.sourceTokenizer, corpus.targetTokenizer)
    let marks = try #require(CaseTokens(source.vocabulary))
    let usual = corpus.training.prefix(.max)
    var (capitals, unmarked) = (0, 0)
    for epoch in 0..<5 {
      for (pair, plain) in zip(pairs(of: corpus, epoch), usual) where pair != plain {
        #expect(marks.unmarked(pair.source) == marks.unmarked(plain.source))
        if pair.target == plain.target {
          #expect(pair.source == marks.unmarked(plain.source))
          unmarked += 1
        } else {
          let (text, translation) = (source.decode(pair.source), target.decode(pair.target))
          #expect(text == source.decode(plain.source).uppercased())
          #expect(translation == target.decode(plain.target).uppercased())
          capitals += 1
        }
      }
    }
    let all = 5 * usual.count
    #expect(all / 60...all / 20 ~= capitals)
    #expect(all / 40...all / 10 ~= unmarked)
  }

  /// So that a training resumes to the same bytes.
  @Test func theyFollowFromSeedAndEpoch() throws {
    let (corpus, again) = (try corpus(dropout: 0.2), try corpus(dropout: 0.2))
    for epoch in [1, 0] {
      #expect(pairs(of: corpus, epoch) == pairs(of: again, epoch, threads: 3))
    }
    let plain = try self.corpus()
    #expect(pairs(of: plain, 0) != pairs(of: plain, 1))
    #expect(pairs(of: plain, 0) != pairs(of: try self.corpus(seed: 2), 0))
  }

  @Test func spelledCaseStays() throws {
    let corpus = try corpus(.spelling)
    #expect(pairs(of: corpus, 0) == corpus.training.prefix(.max))
    #expect(!corpus.sourceTokenizer.marksCase && !corpus.targetTokenizer.marksCase)
  }

  @Test func lengthsAreThoseOfThePairs() throws {
    let store = try corpus().training(inEpoch: 2, on: WorkerPool(count: 1))
    for (index, lengths) in store.lengths.enumerated() {
      #expect(lengths == store[index].lengths)
    }
  }
}
