internal import NeuralNetwork

/// A model as one thread searches with it: alone, or as one of an ensemble.
struct SearchModel {
  let network: Network
  let context: ComputeContext
  /// The output's bias, with the words that are never said at -∞, `[V]`.
  let bias: [Float]

  /// Likely translations of words, if they are known.
  let shortlist: Shortlist?

  init(
    _ network: Network, barred: [Int32], shortlist: Shortlist? = nil, _ context: ComputeContext
  ) {
    self.network = network
    self.shortlist = shortlist
    self.context = context
    var bias = context.store.vector(network.output.bias).values
    for id in barred { bias[Int(id)] = -.infinity }
    self.bias = bias
  }

  /// Encodes sentences, and starts a hypothesis of each.
  func start(_ batch: SourceBatch, beam: Int) -> DecodingState {
    context.reset()
    var encoded = network.encoder.forward(batch, dropouts: .none, context)
    let c = network.encoder.contextVectors(&encoded, context)
    let memory = network.decoder.attention.map { network.encoder.memory(encoded, $0, context) }
    return DecodingState(network, c: c, memory: memory, beam: beam, context)
  }

  /// The logits of the next word, without the bias, `[rows, V]`.
  func logits(_ state: inout DecodingState, _ words: Vector<Int32>) -> Matrix {
    let outputs = state.step(words)
    let logits = context.workspace.matrix(outputs.rows, network.output.vocabulary)
    network.output.logits(outputs, into: logits, context)
    return logits
  }
}
