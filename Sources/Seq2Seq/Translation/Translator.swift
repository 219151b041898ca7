internal import NeuralNetwork
internal import Synchronization
internal import Tokenization

/// Translates lines of text with a model.
///
///     let translator = try Translator(modelAt: "model.safetensors")
///     print(translator.translate(["I am cold."])[0].text)
///
/// A line's translation depends on nothing but the line, the model and the options: not on the lines
/// beside it, nor on the number of threads. One call at a time; a second one waits for the first.
public final class Translator: Sendable {
  /// The model it translates with.
  public let model: TranslationModel
  private let search: Mutex<ParallelSearch>

  /// - Parameter threads: worker threads; nil: as many as there are cores.
  public init(_ model: TranslationModel, threads: Int? = nil) {
    self.model = model
    let store = ParameterStore(
      layout: model.network.layout, purpose: .inference, values: model.values)
    search = Mutex(
      ParallelSearch(
        network: model.network,
        workers: Workers(count: max(1, threads ?? availableCores()), store: store),
        targetTokenizer: model.targetTokenizer))
  }

  /// Reads a model file, to translate with it.
  public convenience init(modelAt path: String, threads: Int? = nil) throws(ModelError) {
    self.init(try TranslationModel(path: path), threads: threads)
  }

  /// The translations of lines, one each, in order.
  ///
  /// - Parameters:
  ///   - lines: text without line breaks. A blank one has no candidates and the text "".
  ///   - maximumTokens: longer lines are cut after this many tokens, and the result says so.
  public func translate(
    _ lines: [String], _ options: SearchOptions = .init(), maximumTokens: Int = 512
  ) -> [Translation] {
    var textSeconds = 0.0
    return translate(lines, options, maximumTokens: maximumTokens, textSeconds: &textSeconds)
  }

  /// - Parameter textSeconds: the time spent on text, before and after the search, is added to it.
  package func translate(
    _ lines: [String], _ options: SearchOptions, maximumTokens: Int = 512,
    textSeconds: inout Double
  ) -> [Translation] {
    search.withLock { search in
      let began = monotonicSeconds()
      let sources = encode(lines, search.workers)
      textSeconds += monotonicSeconds() - began
      let found = search.hypotheses(sources.map { Array($0.prefix(maximumTokens)) }, options)
      let ended = monotonicSeconds()
      defer { textSeconds += monotonicSeconds() - ended }
      return zip(sources, found).map { source, hypotheses in
        var result = Translation()
        result.candidates = hypotheses.map { .init($0, model.targetTokenizer) }
        result.sourceTokens = min(source.count, maximumTokens)
        result.wasCut = source.count > maximumTokens
        return result
      }
    }
  }

  private func encode(_ lines: [String], _ workers: Workers) -> [[Int32]] {
    let tokenizer = model.sourceTokenizer
    let encoded = PerWorker(count: lines.count, initial: [Int32]())
    let size = 64
    workers.forEach((lines.count + size - 1) / size) { _, job in
      for index in job * size..<min((job + 1) * size, lines.count) {
        let isBlank = UTF8Text.isBlank(lines[index])
        encoded[index] = isBlank ? [] : tokenizer.encode(lines[index])
      }
    }
    return (0..<lines.count).map { encoded[$0] }
  }

  /// How likely the model finds given translations: log p of each, `</s>` included, in nats.
  ///
  /// A pair with a blank side scores 0 over 0 tokens.
  public func score(_ pairs: [(source: String, target: String)]) -> [PairScore] {
    search.withLock { search in
      let encoded = pairs.map {
        EncodedPair(
          source: model.sourceTokenizer.encode($0.source),
          target: model.targetTokenizer.encode($0.target))
      }
      let scores = PerWorker(count: pairs.count, initial: PairScore())
      search.workers.forEach(pairs.count) { [network = search.network] context, index in
        let pair = encoded[index]
        if pair.source.isEmpty || pair.target.isEmpty { return }
        context.reset()
        var tokens: [Float] = []
        _ = network.loss(Shard([pair]), context) { _, nll in tokens.append(-nll) }
        scores[index] = PairScore(tokenLogProbabilities: tokens)
      }
      return (0..<pairs.count).map { scores[$0] }
    }
  }
}

/// How likely a given translation is.
public struct PairScore: Sendable, Hashable {
  /// log p of each token given those before it, `</s>` included, in nats.
  public var tokenLogProbabilities: [Float] = []

  /// log p of the whole, in nats.
  public var logProbability: Double { tokenLogProbabilities.reduce(0) { $0 + Double($1) } }

  /// exp(−log p / tokens): the perplexity of text of so many tokens; 1 of none.
  public static func perplexity(logProbability: Double, tokens: Int) -> Double {
    exponential(-logProbability / Double(max(tokens, 1)))
  }
}
