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
        (
          "\($0.0) We \(number % 3 == 0 ? "LIKE" : "like") No. \(number).",
          "\($0.1) Nous AIMONS \(number)."
        )
      }
    }
    // Sources become no longer than this one.
    let long = (String(repeating: "We hear the rain. ", count: 12), "La pluie.")
    var sample = try TrainingSample(pairs + [long])
    // Enough for pieces of text beside the marks of case and spans.
    sample.options.vocabularySize = 400
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

  @Test func someSourcesHaveCapitalsAndSomeNoMarks() throws {
    let corpus = try corpus()
    let source = corpus.sourceTokenizer
    let marks = try #require(CaseTokens(source.vocabulary))
    let usual = corpus.training.prefix(.max)
    var (capitals, unmarked) = (0, 0)
    for epoch in 0..<5 {
      for (pair, plain) in zip(pairs(of: corpus, epoch), usual) where pair != plain {
        #expect(marks.unmarked(pair.source) == marks.unmarked(plain.source))
        #expect(pair.target == plain.target)
        if pair.source == marks.unmarked(plain.source) {
          unmarked += 1
        } else {
          let text = source.decode(pair.source)
          #expect(text.uppercased() == source.decode(plain.source).uppercased())
          #expect(text != text.uppercased())
          capitals += 1
        }
      }
    }
    let all = 5 * usual.count
    #expect(all / 60...all / 20 ~= capitals)
    // A third of the sources have a mark.
    #expect(all / 120...all / 30 ~= unmarked)
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
    let longest = try #require(try corpus().training.lengths.map(\.source).max())
    for (index, lengths) in store.lengths.enumerated() {
      #expect(lengths == store[index].lengths)
      #expect(lengths.source <= longest)
    }
  }
}
