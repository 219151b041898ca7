internal import Evaluation
internal import NeuralNetwork
internal import Tokenization

/// Measures a model on the validation set: cross-entropy, and BLEU of greedy translations.
///
/// If several processes train together, each computes the loss of some batches, and translates some sentences.
package struct Validation: Sendable {
  private let corpus: TrainingCorpus
  private let batches: [[EncodedPair]]
  private static let pairsPerBatch = 64
  /// How many sentences are translated at each validation; they are the first ones.
  private let translated: Int
  static let mostTranslated = 1_000

  package init(_ corpus: TrainingCorpus) {
    self.corpus = corpus
    translated = min(Self.mostTranslated, corpus.validation.count)
    let usable = corpus.validation.filter { !$0.source.isEmpty && !$0.target.isEmpty }
    let sorted = usable.sorted { $0.target.count < $1.target.count }
    batches = stride(from: 0, to: sorted.count, by: Self.pairsPerBatch).map {
      Array(sorted[$0..<min($0 + Self.pairsPerBatch, sorted.count)])
    }
  }

  package struct Outcome: Sendable {
    package var loss: Double
    package var bleu: Double
    package var samples: [ValidationReport.Sample]
    package var isCollapsed: Bool
  }

  package func run(_ updater: ParallelUpdater<Network>) -> Outcome {
    let collective = updater.collective
    let share = stride(from: collective.rank, to: batches.count, by: collective.size)
    let loss = collective.sum(updater.loss(share.map { batches[$0] }))
    let texts = translate(updater)
    let references = corpus.validationText[0..<translated].map(\.target)
    let metric = BLEU(
      BLEUOptions(
        tokenizer: ReferenceTokenizer(textIn: corpus.languages.target, like: references)))
    let bleu = (try? metric.corpusScore(texts, references: [references]).value) ?? 0
    let sources = Set(corpus.validationText[0..<translated].map(\.source))
    return Outcome(
      loss: loss.meanNLL, bleu: bleu, samples: samples(texts),
      isCollapsed: sources.count >= 10 && Set(references).count > 1 && Set(texts).count == 1)
  }

  /// Does all that a validation does with the longest sentences, on one thread.
  func rehearse(_ updater: ParallelUpdater<Network>, _ compute: ComputeState) {
    guard let longest = batches.last else { return }
    compute.reset()
    _ = updater.model.loss(Shard(longest), compute)
    let sources = corpus.validation[0..<translated].map(\.source).filter { !$0.isEmpty }
      .sorted { $0.count > $1.count }
    let search = BeamSearch(
      NetworkModel(updater.model, barred: [], compute), options: Self.searchOptions,
      start: SpecialToken.start.id, end: SpecialToken.end.id)
    _ = search.translate(SourceBatch(Array(sources.prefix(Self.searchOptions.batch))))
  }

  private static var searchOptions: SearchOptions {
    var options = SearchOptions()
    options.beam = 1
    return options
  }

  private func translate(_ updater: ParallelUpdater<Network>) -> [String] {
    let search = ParallelSearch(
      members: [SearchMember(updater.model)], workers: updater.workers,
      sourceTokenizer: corpus.sourceTokenizer,
      targetTokenizer: corpus.targetTokenizer)
    let collective = updater.collective
    let share = (0..<translated).part(collective.rank, of: collective.size)
    let texts = search.hypotheses(
      corpus.validation[share].map(\.source), Self.searchOptions
    ).enumerated().map { index, found in
      let text = corpus.targetTokenizer.decode(found.first?.tokens ?? [])
      return corpus.marker?.restored(text, from: corpus.validationText[share.lowerBound + index])
        ?? text
    }
    if collective.size == 1 { return texts }
    return collective.gather(Array(stableJSON(texts).utf8)).flatMap { text in
      decodeJSON([String].self, String(decoding: text, as: UTF8.self)) ?? []
    }
  }

  /// Three sentences from different places of the set, the same every time.
  private func samples(_ texts: [String]) -> [ValidationReport.Sample] {
    let places = Set([0, translated / 2, translated - 1].filter { $0 >= 0 }).sorted()
    return places.map { place in
      ValidationReport.Sample(
        source: corpus.validationText[place].source,
        reference: corpus.validationText[place].target, translation: texts[place])
    }
  }
}
