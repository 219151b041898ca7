package import NeuralNetwork

/// A network, with the compute state of the thread that searches.
package struct NetworkModel: SearchModel {
  let network: Network
  let compute: ComputeState
  /// The output layer's bias, `[V]`, with -∞ for barred tokens.
  let bias: [Float]
  package let bytes: ByteTokens?
  package let spans: SpanConstraint?
  /// Likely translations of tokens, if they are known.
  private let shortlist: Shortlist?

  package var vocabulary: Int { network.output.vocabulary }

  /// Creates the model; `barred` are ids that no translation may contain.
  package init(
    _ network: Network, barred: [Int32], bytes: ByteTokens? = nil, spans: SpanConstraint? = nil,
    shortlist: Shortlist? = nil, _ compute: ComputeState
  ) {
    self.network = network
    self.bytes = bytes
    self.spans = spans
    self.shortlist = shortlist
    self.compute = compute
    var bias = compute.store.vector(network.output.bias).values
    for id in barred { bias[Int(id)] = -.infinity }
    self.bias = bias
  }

  package func start(_ batch: SourceBatch, beam: Int, shortlist count: Int) -> any SearchDecoder {
    compute.reset()
    let shortlisted =
      count > 0 ? shortlist.map { ShortlistedOutput(self, $0, count: count, batch) } : nil
    return NetworkDecoder(
      model: self, state: DecodingState(network, batch, beam: beam, compute),
      shortlisted: shortlisted)
  }
}

/// A network during decoding.
private struct NetworkDecoder: SearchDecoder {
  let model: NetworkModel
  var state: DecodingState
  /// The output layer reduced to these sentences' shortlists, if they are used.
  let shortlisted: ShortlistedOutput?

  var workspace: Workspace { model.compute.workspace }

  mutating func step(
    _ tokens: [Int32], best k: Int, among allowed: [AllowedTokens]
  ) -> TopTokens {
    if let shortlisted {
      return shortlisted.best(
        state.step(tokens), sentences: state.sentences, k: k, among: allowed)
    }
    let logits = logits(after: tokens)
    let top = TopTokens(logits, bias: model.bias, k: k, model.compute)
    for (row, allowed) in allowed.enumerated()
    where !top.areAll(row: row, { allowed.contains($0) }) {
      top.chooseAgain(row: row, from: logits, bias: model.bias, model.compute) {
        allowed.strikeOthers(from: $0)
      }
    }
    return top
  }

  mutating func logProbabilities(
    after tokens: [Int32], best k: Int?, striking strike: (Matrix) -> Void
  ) -> Matrix {
    let logits = logits(after: tokens)
    logits.logSoftmax(bias: model.bias, model.compute)
    strike(logits)
    return logits
  }

  /// The logits of the next tokens, without the bias, `[rows, V]`.
  private mutating func logits(after tokens: [Int32]) -> Matrix {
    let outputs = state.step(tokens)
    let logits = workspace.matrix(outputs.rows, model.vocabulary)
    model.network.output.logits(outputs, into: logits, model.compute)
    return logits
  }

  func attention(row: Int, length: Int) -> [Float]? {
    state.attention.map { weights in
      let weights = weights.row(row)
      return (0..<length).map { weights[$0] }
    }
  }

  mutating func select(_ rows: [Int], sentences: [Int]) {
    state.select(rows, sentences: sentences)
  }
}
