public import NeuralNetwork
internal import Platform
internal import Tokenization

/// Translates lines of text with a model, while the caller waits.
///
///     let translator = try Translator(modelAt: "model.safetensors")
///     print(translator.translate(["I am cold."])[0].text)
///
/// A line's translation depends on nothing but the line, the model and the options: not on the lines
/// beside it, nor on the number of threads. One call at a time; a second one waits for the first.
///
/// Several models that share their vocabularies translate together as an ensemble: each next token
/// has the mean of the probabilities that they give it.
///
/// This is for programs that do one thing: a call blocks its thread until all lines are translated.
/// An app or a server, whose tasks share few threads, uses ``TranslationService``, which gives the
/// same translations.
public final class Translator: Sendable {
  /// The model it translates with; of an ensemble the first.
  public var model: TranslationModel { models[0] }
  /// All models it translates with.
  public let models: [TranslationModel]
  private let engine: Monitor<TranslationEngine>

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
    self.init(checked: try [TranslationModel](paths: paths), threads, precision)
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
    try models.checkVocabularies(names: names)
    self.init(checked: models, threads, precision)
  }

  private init(checked models: [TranslationModel], _ threads: Int?, _ precision: Precision?) {
    let engine = TranslationEngine(models, threads: threads, precision)
    self.models = engine.models
    self.engine = Monitor(engine)
  }

  /// Whether a model looks back at the source, so that there are alignments and coverage.
  public var hasAttention: Bool { models.hasAttention }

  /// Refuses options that these models cannot serve.
  ///
  /// ``translate(_:_:maximumTokens:prefixes:)`` takes them nevertheless, and leaves out what there is no attention for.
  ///
  /// - Throws: ``SearchError``: which option it is.
  public func check(_ options: SearchOptions) throws(SearchError) { try models.check(options) }

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
    return engine.use { engine in
      let began = monotonicSeconds()
      let encoder = ParallelEncoder(on: engine.search.workers)
      let sources = encoder.map(lines.count) { [engine] in
        engine.encode(lines[$0], maximumTokens: maximumTokens)
      }
      let prefixes = encoder.map(prefixes.count) { [engine] in
        engine.encodePrefix(prefixes[$0])
      }
      textSeconds += monotonicSeconds() - began
      let found = engine.search.hypotheses(sources.map(\.tokens), prefixes: prefixes, options)
      let ended = monotonicSeconds()
      defer { textSeconds += monotonicSeconds() - ended }
      return lines.indices.map {
        engine.translation(of: lines[$0], sources[$0], found[$0], options)
      }
    }
  }

  /// How likely the model finds given translations: log p of each, `</s>` included, in nats.
  ///
  /// A pair with a blank side scores 0 over 0 tokens.
  public func score(_ pairs: [(source: String, target: String)]) -> [PairScore] {
    engine.use { engine in
      let encoded = pairs.map {
        EncodedPair(
          source: model.sourceTokenizer.encode($0.source),
          target: model.targetTokenizer.encode($0.target))
      }
      return zip(encoded, engine.search.logProbabilities(encoded)).map { pair, values in
        PairScore(
          tokens: values.isEmpty ? [] : pair.target + [SpecialToken.end.id],
          tokenLogProbabilities: values)
      }
    }
  }
}
