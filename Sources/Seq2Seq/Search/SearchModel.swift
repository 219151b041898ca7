internal import NeuralNetwork

/// A model as one thread searches with it: alone, or as one of an ensemble.
struct SearchModel {
  let network: Network
  let compute: ComputeState
  /// The output's bias, with the tokens that are never said at -∞, `[V]`.
  let bias: [Float]

  /// Likely translations of tokens, if they are known.
  let shortlist: Shortlist?

  init(
    _ network: Network, barred: [Int32], shortlist: Shortlist? = nil, _ compute: ComputeState
  ) {
    self.network = network
    self.shortlist = shortlist
    self.compute = compute
    var bias = compute.store.vector(network.output.bias).values
    for id in barred { bias[Int(id)] = -.infinity }
    self.bias = bias
  }

  /// Encodes sentences, and starts a hypothesis of each.
  func start(_ batch: SourceBatch, beam: Int) -> DecodingState {
    compute.reset()
    var encoded = network.encoder.forward(batch, dropouts: .none, compute)
    let c = network.encoder.contextVectors(&encoded, compute)
    let encoderStates = network.decoder.attention.map {
      network.encoder.encoderStates(encoded, $0, compute)
    }
    return DecodingState(network, c: c, encoderStates: encoderStates, beam: beam, compute)
  }

  /// The logits of the next token, without the bias, `[rows, V]`.
  func logits(_ state: inout DecodingState, _ tokens: Vector<Int32>) -> Matrix {
    let outputs = state.step(tokens)
    let logits = compute.workspace.matrix(outputs.rows, network.output.vocabulary)
    network.output.logits(outputs, into: logits, compute)
    return logits
  }
}
