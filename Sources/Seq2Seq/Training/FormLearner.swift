internal import NeuralNetwork
internal import Tokenization

/// Learns from pairs how words, characters and spans are written, one kind of it on each thread.
struct FormLearner: ~Copyable {
  /// One kind of what is learned; it is used by one thread at a time.
  private final class Counts: @unchecked Sendable {
    var characters = CharacterCounts()
    var spans = PairSpanCounts()
    var source: CaseCounts?
    var target: CaseCounts?

    init() {}
  }

  private let counts = Counts()
  private let reading: CorpusPreparation.Reading
  private let encoder: ParallelEncoder
  private let splitter: SentenceSplitter
  /// Pairs whose source has several sentences.
  private(set) var paragraphs = 0
  private var (markedEnds, pairs) = (0, 0)

  init(
    _ reading: CorpusPreparation.Reading, _ languages: LanguagePair, _ encoder: ParallelEncoder
  ) throws(TrainingError) {
    self.reading = reading
    self.encoder = encoder
    splitter = SentenceSplitter(locale: languages.source)
    guard reading.marksCase else { return }
    do {
      counts.source = try CaseCounts(locale: languages.source)
      counts.target = try CaseCounts(locale: languages.target)
    } catch { throw TrainingError(error) }
  }

  mutating func add(_ pairs: [SentencePair]) {
    let (counts, learnsSpans) = (counts, reading.learnsSpans)
    encoder.forEach(4) { job in
      switch job {
      case 0: if learnsSpans { for pair in pairs { counts.spans.add(pair) } }
      case 1: for pair in pairs { counts.characters.add(pair.source) }
      case 2: for pair in pairs { counts.source?.add(pair.source) }
      default: for pair in pairs { counts.target?.add(pair.target) }
      }
    }
    paragraphs += encoder.paragraphs(in: pairs, splitter)
    markedEnds += pairs.count {
      !SentenceEnd.isOpen($0.source) && !SentenceEnd.isOpen($0.target)
    }
    self.pairs += pairs.count
  }

  /// A number of pairs as a share of all, in four digits.
  private func share(_ pairs: Int) -> Double {
    (Double(pairs) / Double(max(self.pairs, 1)) * 10_000).rounded() / 10_000
  }

  func learned() throws(TrainingError) -> LearnedForms {
    var learned = LearnedForms()
    learned.characters = counts.characters
    learned.paragraphShare = share(paragraphs)
    learned.markedEndShare = share(markedEnds)
    do {
      learned.knownForms = (try counts.source?.knownForms(), try counts.target?.knownForms())
    } catch { throw TrainingError(error) }
    learned.marker = reading.learnsSpans ? counts.spans.forms.map { PairMarker($0) } : nil
    return learned
  }
}
