public import NeuralNetwork
internal import Platform
internal import Tokenization

/// Translates lines of text with a model.
///
///     let translator = try Translator(modelAt: "model.safetensors")
///     print(translator.translate(["I am cold."])[0].text)
///
/// A line's translation depends on nothing but the line, the model and the options: not on the lines
/// beside it, nor on the number of threads. One call at a time; a second one waits for the first.
///
/// Several models that share their vocabularies translate together as an ensemble: each next word
/// has the mean of the probabilities that they give it.
public final class Translator: Sendable {
  /// The model it translates with; of an ensemble the first.
  public var model: TranslationModel { models[0] }
  /// All models it translates with.
  public let models: [TranslationModel]
  private let search: Monitor<ParallelSearch>

  /// Translates with one model.
  ///
  /// - Parameters:
  ///   - model: the model to translate with.
  ///   - threads: worker threads; nil: as many as there are cores.
  ///   - precision: what matrix products are made of; nil: int8 for quantized models where
  ///     the processor has units for it, else float32. In int8 the model is quantized first.
  public convenience init(
    _ model: TranslationModel, threads: Int? = nil, precision: Precision? = nil
  ) {
    self.init(checked: [model], threads, precision)
  }

  /// Reads a model file, to translate with it.
  public convenience init(
    modelAt path: String, threads: Int? = nil, precision: Precision? = nil
  ) throws(ModelError) {
    self.init(try TranslationModel(path: path), threads: threads, precision: precision)
  }

  /// Reads the files of models, to translate with all of them together.
  ///
  /// - Throws: ``ModelError`` if a file is no model, or has not the vocabularies of the first.
  public convenience init(
    modelsAt paths: [String], threads: Int? = nil, precision: Precision? = nil
  ) throws(ModelError) {
    var models: [TranslationModel] = []
    for path in paths { models.append(try TranslationModel(path: path)) }
    try self.init(ensemble: models, names: paths, threads: threads, precision: precision)
  }

  /// Translates with models together.
  ///
  /// - Parameters:
  ///   - models: at least one.
  ///   - names: what errors call them; nil: "model 1" and so on.
  ///   - threads: worker threads; nil: as many as there are cores.
  ///   - precision: what matrix products are made of; nil: what suits the models.
  /// - Throws: ``ModelError`` if they have not the same vocabularies.
  public convenience init(
    ensemble models: [TranslationModel], names: [String]? = nil, threads: Int? = nil,
    precision: Precision? = nil
  ) throws(ModelError) {
    let names = names ?? (1...models.count).map { "model \($0)" }
    for (model, name) in zip(models, names).dropFirst() {
      try model.checkVocabularies(named: name, areThoseOf: models[0], named: names[0])
    }
    self.init(checked: models, threads, precision)
  }

  private init(checked models: [TranslationModel], _ threads: Int?, _ precision: Precision?) {
    precondition(!models.isEmpty, "a translator needs a model")
    let models = precision == .int8 ? models.map { $0.quantized() } : models
    self.models = models
    let first = models[0]
    let store = first.makeStore(precision)
    let workers = Workers(count: max(1, threads ?? availableCores()), store: store)
    search = Monitor(
      ParallelSearch(
        members: [SearchMember(first.network, shortlist: first.shortlist)]
          + models.dropFirst().map { SearchMember($0, precision, workers) },
        workers: workers, targetTokenizer: first.targetTokenizer))
  }

  /// Whether a model looks back at the source, so that there are alignments and coverage.
  public var hasAttention: Bool { models.contains { $0.configuration.attention != .none } }

  /// Refuses options that these models cannot serve.
  ///
  /// ``translate(_:_:maximumTokens:prefixes:)`` takes them nevertheless, and leaves out what there is no attention for.
  public func check(_ options: SearchOptions) throws(SearchError) {
    if options.shortlist > 0 { try checkShortlist(options) }
    if hasAttention { return }
    if options.coveragePenalty != 0 { throw .noAttention("a coverage penalty") }
    if options.keepsAttention { throw .noAttention("an alignment") }
  }

  private func checkShortlist(_ options: SearchOptions) throws(SearchError) {
    if models.count > 1 { throw .noShortlist("several models are searched with") }
    if options.sampling != nil || options.noRepeatNGram > 0 {
      throw .noShortlist("sampling and blocked n-grams need the probability of every word")
    }
    if model.shortlist == nil {
      throw .noShortlist("the model has none; training it anew gives it one")
    }
  }

  /// The translations of lines, one each, in order.
  ///
  /// - Parameters:
  ///   - lines: text without line breaks. A blank one has no candidates and the text "".
  ///   - options: how translations are searched for.
  ///   - maximumTokens: longer lines are cut after this many tokens, and the result says so.
  ///   - prefixes: what the translation of each line is to begin with, "" for nothing; or none at all. A
  ///     translation begins with exactly the prefix's tokens, so a prefix that ends within a word may
  ///     be taken for a whole one.
  public func translate(
    _ lines: [String], _ options: SearchOptions = .init(), maximumTokens: Int = 512,
    prefixes: [String] = []
  ) -> [Translation] {
    var textSeconds = 0.0
    return translate(
      lines, options, maximumTokens: maximumTokens, prefixes: prefixes, textSeconds: &textSeconds)
  }

  /// - Parameter textSeconds: the time spent on text, before and after the search, is added to it.
  package func translate(
    _ lines: [String], _ options: SearchOptions, maximumTokens: Int = 512, prefixes: [String] = [],
    textSeconds: inout Double
  ) -> [Translation] {
    precondition(prefixes.isEmpty || prefixes.count == lines.count, "a prefix for each line")
    return search.use { search in
      let began = monotonicSeconds()
      let encoder = ParallelEncoder(on: search.workers)
      let sources = encoder.ids(of: lines, model.sourceTokenizer).map {
        (tokens: Array($0.prefix(maximumTokens)), wasCut: $0.count > maximumTokens)
      }
      let prefixes = encoder.ids(of: prefixes, model.targetTokenizer)
      textSeconds += monotonicSeconds() - began
      let found = search.hypotheses(sources.map(\.tokens), prefixes: prefixes, options)
      let ended = monotonicSeconds()
      defer { textSeconds += monotonicSeconds() - ended }
      return lines.indices.map { line in
        var result = Translation()
        result.candidates = found[line].map { hypothesis in
          var candidate = Translation.Candidate(hypothesis, model.targetTokenizer)
          if options.keepsAttention && hasAttention {
            candidate.alignment = Alignment(
              sources[line].tokens, of: lines[line], hypothesis, model)
          }
          return candidate
        }
        result.sourceTokens = sources[line].tokens.count
        result.wasCut = sources[line].wasCut
        return result
      }
    }
  }

  /// How likely the model finds given translations: log p of each, `</s>` included, in nats.
  ///
  /// A pair with a blank side scores 0 over 0 tokens.
  public func score(_ pairs: [(source: String, target: String)]) -> [PairScore] {
    search.use { search in
      let encoded = pairs.map {
        EncodedPair(
          source: model.sourceTokenizer.encode($0.source),
          target: model.targetTokenizer.encode($0.target))
      }
      return zip(encoded, search.logProbabilities(encoded)).map { pair, values in
        PairScore(
          tokens: values.isEmpty ? [] : pair.target + [SpecialToken.end.id],
          tokenLogProbabilities: values)
      }
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
