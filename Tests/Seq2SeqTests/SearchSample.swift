import NeuralNetwork
import TestSupport
import Testing
import Tokenization

@testable import Seq2Seq

/// A network with random weights to search with.
struct SearchSample {
  let network: Network
  let store: ParameterStore
  let compute: ComputeState
  var barred: [Int32] = [SpecialToken.start.id, SpecialToken.unknown.id]
  var bytes: ByteTokens?
  var spans: SpanConstraint?

  /// Draws the weights; a larger `scale` makes the model surer of its tokens.
  init(_ configuration: ModelConfiguration, seed: UInt64, scale: Float = 1.5) {
    network = Network(configuration)
    store = ParameterStore(layout: network.layout, purpose: .inference)
    var generator = TestSupport.SeededGenerator(seed: seed)
    for parameter in network.layout.parameters {
      store.vector(parameter).copy(
        from: generator.floats(parameter.count, scale: scale))
    }
    store.repack()
    // As on the threads of workers: oneDNN would divide rows among threads of its own.
    Products.useOneThread()
    compute = ComputeState(store: store)
  }

  /// Sizes for tests that run the network many times.
  static func small(
    words: Int = 14, layers: Int = 1, readout: ModelOptions.Readout = .tied,
    pooling: ModelOptions.Pooling = .last, cell: ModelOptions.Cell = .gru,
    attention: ModelOptions.Attention = .none
  ) -> ModelConfiguration {
    var configuration = ModelConfiguration(
      sourceVocabulary: 20, targetVocabulary: words, embedding: 6, encoderHidden: 8,
      decoderHidden: 7)
    configuration.encoderLayers = layers
    configuration.decoderLayers = layers
    configuration.cell = cell
    configuration.pooling = pooling
    configuration.attention = attention
    configuration.readout = readout
    return configuration
  }

  /// Every kind of cell, each with another option.
  static var cells: [ModelConfiguration] {
    var normalized = small(layers: 2, cell: .lstm)
    normalized.hasLayerNormalization = true
    normalized.hasResidualConnections = true
    var residual = small(layers: 3)
    residual.hasResidualConnections = true
    residual.hasContextInReadout = false
    var shared = small(words: 20, layers: 2, cell: .rnnTanh)
    shared.hasSharedEmbedding = true
    var attentive = small(layers: 2, cell: .lstm)
    attentive.attention = .additive
    attentive.hasContextInReadout = false
    return [
      small(cell: .lstm), normalized, residual, shared, small(pooling: .max, cell: .rnnReLU),
      attentive,
    ]
  }

  func search(
    _ sources: [[Int32]], prefixes: [[Int32]] = [], terms: [TermPhrases] = [],
    shortlist: Shortlist? = nil, _ options: SearchOptions
  ) -> [[Hypothesis]] {
    beamSearch(options, shortlist: shortlist).translate(
      SourceBatch(sources), prefixes: prefixes, terms: terms)
  }

  func beamSearch(_ options: SearchOptions, shortlist: Shortlist? = nil) -> BeamSearch {
    BeamSearch(
      NetworkModel(
        network, barred: barred, bytes: bytes, spans: spans, shortlist: shortlist, compute),
      options: options, start: SpecialToken.start.id, end: SpecialToken.end.id)
  }

  /// Searches with several together.
  static func search(
    _ ensemble: [SearchSample], _ sources: [[Int32]], terms: [TermPhrases] = [],
    _ options: SearchOptions
  ) -> [[Hypothesis]] {
    BeamSearch(
      Ensemble(
        members: ensemble.map {
          NetworkModel(
            $0.network, barred: $0.barred, bytes: $0.bytes, spans: $0.spans, $0.compute)
        }, weights: options.modelShares(of: ensemble.count)),
      options: options,
      start: SpecialToken.start.id, end: SpecialToken.end.id
    ).translate(SourceBatch(sources), terms: terms)
  }

  /// What each kind of search finds but those that begin with a prefix, with the name of its kind.
  func everySearch(
    _ sources: [[Int32]], with twin: SearchSample, terms: [TermPhrases] = [],
    shortlist: Shortlist? = nil
  ) -> [(kind: Comment, found: [[Hypothesis]])] {
    var options: [(kind: Comment, SearchOptions)] = [
      ("greedy", SearchOptions(beam: 1)), ("beam", SearchOptions(beam: 5)),
      ("samples", SearchOptions(beam: 1, samples: 20)), ("n-grams", SearchOptions(beam: 3)),
      ("coverage", SearchOptions(beam: 3)),
    ]
    options[3].1.noRepeatNGram = 1
    options[4].1.coveragePenalty = 0.2
    var results = options.map { ($0.kind, search(sources, terms: terms, $0.1)) }
    let ensemble = Self.search([self, twin], sources, terms: terms, SearchOptions(beam: 3))
    results.append(("ensemble", ensemble))
    if let shortlist {
      var options = SearchOptions(beam: 4)
      options.shortlist = 1
      results.append(("shortlist", search(sources, terms: terms, shortlist: shortlist, options)))
    }
    return results
  }

  /// A shortlist of a few tokens, the same for every sentence.
  static let shortlist = Shortlist(
    translations: [Int32](repeating: -1, count: 20 * Shortlist.width), frequent: [3, 4, 9, 13])

  /// Random sentences of 1 to `longest` tokens.
  static func sentences(_ count: Int, words: Int = 20, longest: Int = 9) -> [[Int32]] {
    var generator = TestSupport.SeededGenerator(seed: 5)
    return (0..<count).map { _ in
      (0..<Int.random(in: 1...longest, using: &generator)).map { _ in
        Int32.random(in: 3..<Int32(words), using: &generator)
      }
    }
  }

  /// log p of every token after a prefix, by the forward pass of training.
  func next(_ source: [Int32], after words: [Int32]) -> [Double] {
    let decoded = decode(source, words)
    let final = network.readoutForward(decoded, .none, compute).final
    let logits = compute.workspace.matrix(1, network.output.vocabulary)
    network.output.logits(final.rows(words.count..<words.count + 1), into: logits, compute)
    logits.add(store.matrix(network.output.bias))
    var values = logits.row(0).map(Double.init)
    for word in barred { values[Int(word)] = -.infinity }
    return ScalarKernels.logSoftmax(values)
  }

  /// The attention weights of each token and of `</s>`, by the forward pass of training.
  func attention(_ source: [Int32], _ words: [Int32]) -> [[Float]] {
    guard let weights = decode(source, words).layers.attentive?.weights else { return [] }
    return (0...words.count).map { Array(weights.row($0)) }
  }

  private func decode(_ source: [Int32], _ words: [Int32]) -> RecurrentDecoder.Tape {
    compute.reset()
    let shard = Shard([EncodedPair(source: source, target: words)])
    var encoded = network.encoder.forward(shard.source, dropouts: .none, compute)
    let c = network.encoder.contextVectors(&encoded, compute)
    let memory = network.decoder.attention.map {
      network.encoder.encoderStates(encoded, $0, compute)
    }
    return network.decoder.forward(shard, c: c, encoderStates: memory, dropouts: .none, compute)
  }

  /// A translation found by a slow and plain search.
  struct Found {
    var tokens: [Int32]
    var logProbability: Double
    var isFinished: Bool
  }

  /// Chooses tokens with `choose` by the probabilities from `next`, until `</s>` or the limit is reached.
  static func follow(
    limit: Int, prefix: [Int32] = [], next: ([Int32]) -> [Double],
    isBarred: ([Int32], Int32) -> Bool = { _, _ in false }
  ) -> Found {
    var found = Found(tokens: [], logProbability: 0, isFinished: false)
    while found.tokens.count < limit {
      let scores = next(found.tokens)
      let ranked = scores.indices.sorted { (scores[$1], $0) < (scores[$0], $1) }
      var word = Int32(ranked.first { !isBarred(found.tokens, Int32($0)) } ?? 0)
      if found.tokens.count < prefix.count { word = prefix[found.tokens.count] }
      found.logProbability += scores[Int(word)]
      if word == SpecialToken.end.id {
        found.isFinished = true
        return found
      }
      found.tokens.append(word)
    }
    return found
  }

  /// All possible translations of at most `limit` tokens, `</s>` included.
  static func everything(limit: Int, next: ([Int32]) -> [Double]) -> [Found] {
    var found: [Found] = []
    var open = [Found(tokens: [], logProbability: 0, isFinished: false)]
    for _ in 1...limit {
      var longer: [Found] = []
      for beginning in open {
        for (word, score) in next(beginning.tokens).enumerated() where score > -.infinity {
          var result = beginning
          result.logProbability += score
          result.isFinished = Int32(word) == SpecialToken.end.id
          if result.isFinished {
            found.append(result)
          } else {
            result.tokens.append(Int32(word))
            longer.append(result)
          }
        }
      }
      open = longer
    }
    return found
  }
}

extension Hypothesis {
  /// Whether it equals what a plain search found.
  func isClose(to found: SearchSample.Found) -> Bool {
    let difference = abs(Double(logProbability) - found.logProbability)
    return tokens == found.tokens && isFinished == found.isFinished
      && difference < 1e-4 * (1 + abs(found.logProbability))
  }
}

extension SearchOptions {
  /// Options that return the whole beam, or as many samples.
  init(beam: Int, samples: Int? = nil) {
    self.init()
    self.beam = beam
    nBest = samples ?? beam
    sampling = samples.map { _ in SamplingOptions() }
  }
}
