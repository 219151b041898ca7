internal import NeuralNetwork
internal import Tokenization

/// From text to text: what ``Translator`` and ``TranslationService`` both translate with.
struct TranslationEngine: Sendable {
  let models: [TranslationModel]
  let search: ParallelSearch

  /// Starts the threads, and packs the weights of models that have the same vocabularies.
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

  /// A line as the model reads it.
  struct EncodedLine: Sendable {
    var tokens: [Int32] = []
    var wasCut = false
  }

  /// No tokens for a blank line.
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

  /// What the search has found for a line, as text.
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

// MARK: - In the service of a queue

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
  /// Whether one looks back at the source, so that there are alignments and coverage.
  var hasAttention: Bool { contains { $0.configuration.attention != .none } }

  /// Reads the files of models that have the same vocabularies.
  init(paths: [String]) throws(ModelError) {
    self = []
    for path in paths { append(try TranslationModel(path: path)) }
    try checkVocabularies(names: paths)
  }

  /// Refuses models that have not the vocabularies of the first.
  func checkVocabularies(names: [String]?) throws(ModelError) {
    let names = names ?? indices.map { "model \($0 + 1)" }
    for (model, name) in zip(self, names).dropFirst() {
      try model.checkVocabularies(named: name, areThoseOf: self[0], named: names[0])
    }
  }

  /// Refuses options that these models cannot serve.
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
  /// The weights as searches multiply with them, not packed yet.
  func makeStore(_ precision: Precision?) -> ParameterStore {
    let suitable: Precision = isQuantized && Precision.hasReducedUnits ? .int8 : .float32
    return ParameterStore(
      layout: network.layout, purpose: .inference, precision: precision ?? suitable, values: values)
  }
}
