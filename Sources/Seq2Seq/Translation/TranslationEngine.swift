internal import NeuralNetwork
internal import Tokenization

/// Translates text; ``Translator`` and ``TranslationService`` both use it.
struct TranslationEngine: Sendable {
  let models: [TranslationModel]
  let search: ParallelSearch

  /// Starts the threads and packs the weights; the models must have the same vocabularies.
  init(_ models: [TranslationModel], threads: Int?, _ precision: Precision?) {
    precondition(!models.isEmpty, "a translator needs a model")
    let models = precision == .int8 ? models.map { $0.quantized() } : models
    self.models = models
    let first = models[0]
    let workers = Workers(
      count: max(1, threads ?? availableCores()), store: first.makeStore(precision))
    search = ParallelSearch(
      members: [SearchMember(first.network, shortlist: first.shortlist)]
        + models.dropFirst().map { SearchMember($0, precision, workers) },
      workers: workers, targetTokenizer: first.targetTokenizer)
  }

  /// A line as source tokens.
  struct EncodedLine: Sendable {
    var tokens: [Int32] = []
    var wasCut = false
  }

  /// Encodes a line; a blank one has no tokens.
  func encode(_ line: String, maximumTokens: Int) -> EncodedLine {
    if UTF8Text.isBlank(line) { return EncodedLine() }
    let tokens = models[0].sourceTokenizer.encode(line)
    return EncodedLine(
      tokens: Array(tokens.prefix(maximumTokens)), wasCut: tokens.count > maximumTokens)
  }

  /// The tokens that a translation begins with.
  func encodePrefix(_ prefix: String) -> [Int32] {
    UTF8Text.isBlank(prefix) ? [] : models[0].targetTokenizer.encode(prefix)
  }

  /// The translation of a line, from what the search has found.
  func translation(
    of line: String, _ encoded: EncodedLine, _ hypotheses: [Hypothesis], _ options: SearchOptions
  ) -> Translation {
    var result = Translation()
    result.candidates = hypotheses.map { hypothesis in
      var candidate = Translation.Candidate(hypothesis, models[0].targetTokenizer)
      if options.keepsAttention && models.hasAttention {
        candidate.alignment = Alignment(encoded.tokens, of: line, hypothesis, models[0])
      }
      return candidate
    }
    result.sourceTokens = encoded.tokens.count
    result.wasCut = encoded.wasCut
    return result
  }
}

// MARK: - Serving a queue

extension TranslationEngine {
  /// Translates what waits in a queue until it is closed: each worker thread one batch after the other.
  func serve(_ queue: TranslationQueue) {
    search.workers.run { compute, worker in
      while let batch = queue.take() {
        queue.deliver(translate(batch, compute, worker: worker), for: batch)
      }
    }
  }

  private func translate(
    _ batch: TranslationBatch, _ compute: ComputeState, worker: Int
  ) -> [Translation] {
    let (items, settings) = (batch.items, batch.settings)
    let encoded = items.map { encode($0.line.text, maximumTokens: settings.maximumTokens) }
    let spoken = items.indices.filter { !encoded[$0].tokens.isEmpty }
    var hypotheses = [[Hypothesis]](repeating: [], count: items.count)
    if !spoken.isEmpty {
      let sentences = SentenceGroup(
        sources: spoken.map { encoded[$0].tokens },
        prefixes: settings.hasPrefixes ? spoken.map { encodePrefix(items[$0].line.prefix) } : [],
        isAbandoned: { items[spoken[$0]].cancellation.isCancelled })
      let found = search.hypotheses(of: sentences, settings.options, compute, worker: worker)
      for (index, found) in zip(spoken, found) { hypotheses[index] = found }
    }
    return items.indices.map {
      translation(of: items[$0].line.text, encoded[$0], hypotheses[$0], settings.options)
    }
  }
}

// MARK: - Models that translate together

extension [TranslationModel] {
  /// Whether a model has attention, which alignments and the coverage penalty need.
  var hasAttention: Bool { contains { $0.configuration.attention != .none } }

  /// Reads the files of models that have the same vocabularies.
  init(paths: [String]) throws(ModelError) {
    self = []
    for path in paths { append(try TranslationModel(path: path)) }
    try checkVocabularies(names: paths)
  }

  /// Throws if a model's vocabularies differ from those of the first.
  func checkVocabularies(names: [String]?) throws(ModelError) {
    let names = names ?? indices.map { "model \($0 + 1)" }
    for (model, name) in zip(self, names).dropFirst() {
      try model.checkVocabularies(named: name, areThoseOf: self[0], named: names[0])
    }
  }

  /// Throws if these models do not support the options.
  func check(_ options: SearchOptions) throws(SearchError) {
    if options.shortlist > 0 { try checkShortlist(options) }
    if hasAttention { return }
    if options.coveragePenalty != 0 { throw .noAttention(for: .coveragePenalty) }
    if options.keepsAttention { throw .noAttention(for: .alignment) }
  }

  private func checkShortlist(_ options: SearchOptions) throws(SearchError) {
    if count > 1 { throw .noShortlist(.severalModels) }
    if options.sampling != nil || options.noRepeatNGram > 0 {
      throw .noShortlist(.everyTokenNeeded)
    }
    if first?.shortlist == nil {
      throw .noShortlist(.missing)
    }
  }
}

extension TranslationModel {
  /// The weights in the precision of the search, not packed yet.
  func makeStore(_ precision: Precision?) -> ParameterStore {
    let suitable: Precision = isQuantized && Precision.int8.hasUnits ? .int8 : .float32
    return ParameterStore(
      layout: network.layout, purpose: .inference, precision: precision ?? suitable, values: values)
  }
}
