import NeuralNetwork
import TestSupport
import Tokenization

@testable import Seq2Seq

/// A network with random weights to search with: it says nonsense, but knows what it wants to say.
struct SearchSample {
  let network: Network
  let store: ParameterStore
  let context: ComputeContext
  var barred: [Int32] = [SpecialToken.start.id, SpecialToken.unknown.id]

  /// - Parameter scale: larger weights make surer choices.
  init(_ configuration: ModelConfiguration, seed: UInt64, scale: Float = 1.5) {
    network = Network(configuration)
    store = ParameterStore(layout: network.layout, purpose: .inference)
    var generator = TestSupport.SeededGenerator(seed: seed)
    for parameter in network.layout.parameters {
      store.vector(parameter).update(
        from: generator.floats(parameter.count, scale: scale), count: parameter.count)
    }
    store.repack()
    context = ComputeContext(store: store)
  }

  /// Sizes for tests that run the network many times.
  static func small(
    words: Int = 14, layers: Int = 1, readout: ModelConfiguration.Readout = .tied,
    context: ModelConfiguration.Context = .last, cell: ModelConfiguration.Cell = .gru
  ) -> ModelConfiguration {
    ModelConfiguration(
      sourceVocabulary: 20, targetVocabulary: words, embedding: 6, encoderHidden: 8,
      decoderHidden: 7, encoderLayers: layers, decoderLayers: layers, cell: cell, context: context,
      readout: readout)
  }

  /// Every kind of cell, each with something else besides.
  static var cells: [ModelConfiguration] {
    var normalized = small(layers: 2, cell: .lstm)
    normalized.hasLayerNormalization = true
    normalized.hasResidualConnections = true
    var residual = small(layers: 3)
    residual.hasResidualConnections = true
    var shared = small(words: 20, layers: 2, cell: .rnnTanh)
    shared.hasSharedEmbedding = true
    var attentive = small(layers: 2, cell: .lstm)
    attentive.attention = .additive
    return [
      small(cell: .lstm), normalized, residual, shared, small(context: .max, cell: .rnnReLU),
      attentive,
    ]
  }

  func search(_ sources: [[Int32]], _ options: SearchOptions) -> [[Hypothesis]] {
    BeamSearch(
      network: network, options: options, start: SpecialToken.start.id, end: SpecialToken.end.id,
      barred: barred, context
    ).translate(SourceBatch(sources))
  }

  /// Random sentences of 1 to `longest` words.
  static func sentences(_ count: Int, words: Int = 20, longest: Int = 9) -> [[Int32]] {
    var generator = TestSupport.SeededGenerator(seed: 5)
    return (0..<count).map { _ in
      (0..<Int.random(in: 1...longest, using: &generator)).map { _ in
        Int32.random(in: 3..<Int32(words), using: &generator)
      }
    }
  }

  /// log p of every word after a beginning, by the forward pass of training.
  func next(_ source: [Int32], after words: [Int32]) -> [Double] {
    context.reset()
    let shard = Shard([EncodedPair(source: source, target: words)])
    var encoded = network.encoder.forward(shard.source, dropouts: .none, context)
    let c = network.encoder.contextVectors(&encoded, context)
    let memory = network.decoder.attention.map { network.encoder.memory(encoded, $0, context) }
    let decoded = network.decoder.forward(shard, c: c, memory: memory, dropouts: .none, context)
    let final = network.readoutForward(decoded, .none, context).final
    let logits = context.workspace.matrix(1, network.output.vocabulary)
    network.output.logits(final.rows(words.count..<words.count + 1), into: logits, context)
    logits.add(store.matrix(network.output.bias))
    var values = logits.row(0).map(Double.init)
    for word in barred { values[Int(word)] = -.infinity }
    return ScalarKernels.logSoftmax(values)
  }
}
