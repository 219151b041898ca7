public import NeuralNetwork
internal import Platform
internal import Tokenization

/// Translates lines of text with a model, while the caller waits.
///
///     let translator = try Translator(modelAt: "model.safetensors")
///     print(translator.translate(["I am cold."])[0].text)
///
/// The sentences of a line are translated each by itself and joined with the line's own white space; see
/// ``SearchOptions/sentenceSplitting``. A line or sentence without a letter comes through unchanged.
///
/// A line's translation depends only on the line, the model and the options, not on the lines beside
/// it or the number of threads. Calls run one at a time; a second one waits for the first.
///
/// Several models with the same vocabularies can translate together as an ensemble: the probability of
/// each next token is the mean of theirs.
///
/// A call blocks its thread until all lines are translated. An app or a server, whose tasks share few
/// threads, should use ``TranslationService``, which gives the same translations.
public final class Translator: Sendable {
  /// The model it translates with; for an ensemble, the first.
  public var model: TranslationModel { models[0] }
  /// All models it translates with.
  public let models: [TranslationModel]
  private let engine: Monitor<TranslationEngine>
  private let hasLanguageModel: Bool

  /// Translates with one model.
  ///
  /// - Parameters:
  ///   - model: the model to translate with.
  ///   - threads: the number of worker threads; nil: as many as there are cores.
  ///   - precision: the precision of matrix products; nil: int8 for quantized models if the
  ///     processor has units for it; else bfloat16 for models of 4 million parameters or more if products are clearly
  ///     faster in it here, else float32. For int8 the model is quantized first.
  public convenience init(
    _ model: TranslationModel, threads: Int? = nil, precision: Precision? = nil
  ) {
    self.init(checked: [model], threads, precision)
  }

  /// Reads a model file, to translate with it.
  ///
  /// - Parameters:
  ///   - path: the model file.
  ///   - threads: the number of worker threads; nil: as many as there are cores.
  ///   - precision: the precision of matrix products; nil: what suits the models.
  /// - Throws: ``ModelError`` if the file is not a model.
  public convenience init(
    modelAt path: String, threads: Int? = nil, precision: Precision? = nil
  ) throws(ModelError) {
    self.init(try TranslationModel(path: path), threads: threads, precision: precision)
  }

  /// Reads the files of models, to translate with all of them together.
  ///
  /// - Parameters:
  ///   - paths: the model files, at least one.
  ///   - threads: the number of worker threads; nil: as many as there are cores.
  ///   - precision: the precision of matrix products; nil: what suits the models.
  /// - Throws: ``ModelError`` if a file is not a model, or its vocabularies differ from the first one's.
  public convenience init(
    modelsAt paths: [String], threads: Int? = nil, precision: Precision? = nil
  ) throws(ModelError) {
    self.init(checked: try [TranslationModel](paths: paths), threads, precision)
  }

  /// Translates with several models together.
  ///
  /// - Parameters:
  ///   - models: at least one.
  ///   - names: what errors call the models; nil: "model 1" and so on.
  ///   - threads: the number of worker threads; nil: as many as there are cores.
  ///   - precision: the precision of matrix products; nil: what suits the models.
  /// - Throws: ``ModelError`` if their vocabularies differ.
  public convenience init(
    ensemble models: [TranslationModel], names: [String]? = nil, threads: Int? = nil,
    precision: Precision? = nil
  ) throws(ModelError) {
    try models.checkVocabularies(names: names)
    self.init(checked: models, threads, precision)
  }

  /// Translates with models of the same vocabularies; `fusion` makes a language model for the threads.
  init(
    checked models: [TranslationModel], _ threads: Int?, _ precision: Precision?,
    fusion: ((Workers) -> FusionMember)? = nil
  ) {
    let engine = TranslationEngine(models, threads: threads, precision, fusion: fusion)
    self.models = engine.models
    hasLanguageModel = fusion != nil
    self.engine = Monitor(engine)
  }

  /// Whether a model has attention, which alignments and the coverage penalty need.
  public var hasAttention: Bool { models.hasAttention }

  /// Checks that these models support the options.
  ///
  /// ``translate(_:_:maximumTokens:prefixes:)`` accepts unsupported options, too, and ignores what needs
  /// attention that no model has.
  ///
  /// - Parameter options: how translations would be searched for.
  /// - Throws: ``SearchError`` that says which option is not supported.
  public func check(_ options: SearchOptions) throws(SearchError) {
    try models.check(options, hasLanguageModel: hasLanguageModel)
  }

  /// Translates lines, in order.
  ///
  /// - Parameters:
  ///   - lines: text without line breaks. A blank one has no candidates and the text "".
  ///   - options: how translations are searched for.
  ///   - maximumTokens: sentences of more tokens are divided at clause marks; one that has no such mark is cut after
  ///     this many tokens, and the result says so.
  ///   - prefixes: what the translation of each line must begin with, "" for nothing; or an empty array. A
  ///     translation begins with exactly the prefix's tokens, so a prefix that ends within a word may
  ///     be taken for a whole word. Of more than `maximumTokens` tokens only the first are used. As many sentences as the prefix has are translated together, as one. A line
  ///     without a letter comes through unchanged.
  /// - Returns: one translation per line.
  public func translate(
    _ lines: [String], _ options: SearchOptions = .init(), maximumTokens: Int = 512,
    prefixes: [String] = []
  ) -> [Translation] {
    var textSeconds = 0.0
    return translate(
      lines, options, maximumTokens: maximumTokens, prefixes: prefixes, textSeconds: &textSeconds)
  }

  /// Translates lines; adds the time spent on text, before and after the search, to `textSeconds`.
  package func translate(
    _ lines: [String], _ options: SearchOptions, maximumTokens: Int = 512, prefixes: [String] = [],
    textSeconds: inout Double
  ) -> [Translation] {
    precondition(prefixes.isEmpty || prefixes.count == lines.count, "a prefix for each line")
    return engine.use { engine in
      let began = monotonicSeconds()
      let settings = TranslationBatch.Settings(
        options: options, maximumTokens: maximumTokens, hasPrefixes: !prefixes.isEmpty)
      let divided = ParallelEncoder(on: engine.search.workers).map(lines.count) { [engine] in
        engine.divide(
          .init(text: lines[$0], prefix: prefixes.isEmpty ? "" : prefixes[$0]), settings)
      }
      let readings = divided.flatMap(\.readings)
      textSeconds += monotonicSeconds() - began
      let found = engine.search.hypotheses(
        readings.map(\.tokens), prefixes: prefixes.isEmpty ? [] : readings.map(\.prefix),
        terms: readings.phrases, options)
      let ended = monotonicSeconds()
      defer { textSeconds += monotonicSeconds() - ended }
      return engine.translations(of: divided, found, options)
    }
  }

  /// log p of each token of translations by each model, `</s>` included: by pair, by model, by token.
  ///
  /// A pair with a blank side, or with more than `maximumTokens` tokens on a side, has no models.
  package func tokenLogProbabilities(
    _ pairs: [(source: String, target: String)], maximumTokens: Int = 2_000
  ) -> [[[Float]]] {
    engine.use { engine in
      engine.search.logProbabilitiesByModel(
        pairs.map(model.encode).map {
          max($0.source.count, $0.target.count) > maximumTokens
            ? EncodedPair(source: [], target: []) : $0
        })
    }
  }

  /// Computes how probable given translations are: log p of each token, `</s>` included, in nats.
  ///
  /// - Parameters:
  ///   - pairs: sources and their translations.
  ///   - maximumTokens: pairs with more tokens on a side are not scored, since memory grows with the tokens of a pair.
  /// - Returns: one score per pair; a pair with a blank side or a side that is too long has no tokens.
  public func score(
    _ pairs: [(source: String, target: String)], maximumTokens: Int = 2_000
  ) -> [PairScore] {
    engine.use { engine in
      var encoded = pairs.map(model.encode)
      let isOverlong = encoded.map { max($0.source.count, $0.target.count) > maximumTokens }
      for index in encoded.indices where isOverlong[index] {
        encoded[index] = EncodedPair(source: [], target: [])
      }
      let found = engine.search.logProbabilities(encoded)
      return encoded.indices.map { index in
        var score = PairScore(
          tokens: found[index].isEmpty ? [] : encoded[index].target + [SpecialToken.end.id],
          tokenLogProbabilities: found[index])
        score.isOverlong = isOverlong[index]
        return score
      }
    }
  }
}
