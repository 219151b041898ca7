package import NeuralNetwork
internal import Tokenization

/// An autoregressive language model: log p of each token, given those before it.
///
/// Embedding, recurrent layers and output layer are those of the translation model's decoder.
package struct LanguageNetwork: Trainable {
  package struct LossOptions: Sendable {
    /// The dropout rate of the embedding, between layers and before the output layer.
    package var dropout: Float = 0

    package init(dropout: Float = 0) { self.dropout = dropout }
  }

  package let shape: LanguageShape
  package let layout: ParameterLayout
  let embedding: Embedding
  let stack: LayerStack
  let output: SoftmaxOutput
  package func outputsPerToken(_ options: LossOptions) -> Int { shape.vocabulary }

  package init(_ shape: LanguageShape) {
    self.shape = shape
    var layout = ParameterLayout()
    embedding = Embedding(
      "embedding", vocabulary: shape.vocabulary, width: shape.units, layout: &layout)
    var description = LayerStack.Description("rnn", input: shape.units, width: shape.units)
    description.layers = shape.layers
    description.cell = shape.cell.arithmetic
    stack = LayerStack(description, layout: &layout)
    output = SoftmaxOutput(
      "output", width: shape.units, vocabulary: shape.vocabulary,
      tied: shape.isTied ? embedding : nil, layout: &layout)
    self.layout = layout
  }

  package func tokenCount(of window: LanguageWindow) -> Int { window.tokens.count - 1 }

  package func lossAndGradient(
    of windows: [LanguageWindow], scale: Float, _ options: LossOptions, _ compute: ComputeState
  ) -> LossSum {
    let workspace = compute.workspace
    let forward = forward(windows, options, compute)
    let outputGradient = workspace.matrix(forward.top.rows, shape.units)
    let loss = output.lossAndGradient(
      forward.top, targets: forward.targets, LossTerms(), scale: scale, into: outputGradient,
      compute)
    LanguageDropouts(options).output.apply(to: outputGradient, compute)
    let inputGradient = workspace.matrix(forward.top.rows, shape.units)
    // The gradients of the initial states are left: this is where backpropagation through time is truncated.
    _ = stack.backward(
      forward.tape, .init(outputs: [outputGradient], input: inputGradient),
      dropouts: LanguageDropouts(options).stack, compute)
    LanguageDropouts(options).embedding.apply(to: inputGradient, compute)
    embedding.backward(inputGradient, forward.ids, compute)
    return loss
  }

  package func loss(
    of windows: [LanguageWindow], _ options: LossOptions, _ compute: ComputeState
  ) -> LossSum {
    loss(of: windows, compute) { _, _ in }
  }

  /// The loss without dropout; `perToken` gets the number of a window, and -log p of its next token.
  package func loss(
    of windows: [LanguageWindow], _ compute: ComputeState,
    perToken: @escaping (_ window: Int, _ loss: Float) -> Void
  ) -> LossSum {
    let forward = forward(windows, LossOptions(), compute)
    return output.loss(forward.top, targets: forward.targets, smoothing: 0, compute) { row, loss in
      perToken(row % windows.count, loss)
    }
  }

  /// What the forward pass leaves; S time steps of B windows.
  private struct Forward {
    let ids: Vector<Int32>
    /// `[S · B]`; -1: beyond the end of a window.
    let targets: Vector<Int32>
    let tape: LayerStack.Tape
    /// The output-layer input, `[S · B, H]`.
    let top: Matrix
  }

  /// Windows side by side, time-major; all but the last token are read, all but the first are targets.
  private func forward(
    _ windows: [LanguageWindow], _ options: LossOptions, _ compute: ComputeState
  ) -> Forward {
    let (workspace, dropouts) = (compute.workspace, LanguageDropouts(options))
    let (steps, batch) = (windows.reduce(0) { max($0, $1.tokens.count - 1) }, windows.count)
    let (ids, targets) = (
      workspace.integers(steps * batch), workspace.integers(steps * batch)
    )
    for (row, window) in windows.enumerated() {
      for step in 0..<steps {
        let isInside = step + 1 < window.tokens.count
        ids[step * batch + row] = isInside ? window.tokens[step] : SpecialToken.end.id
        targets[step * batch + row] = isInside ? window.tokens[step + 1] : -1
      }
    }
    let x = workspace.matrix(steps * batch, shape.units)
    embedding.forward(ids, into: x, compute)
    dropouts.embedding.apply(to: x, compute)
    var sequence = LayerStack.Sequence(x, steps: steps, batch: batch)
    sequence.initial = initial(windows, compute)
    let tape = stack.forward(sequence, dropouts: dropouts.stack, compute)
    for (row, window) in windows.enumerated() {
      window.carried?.take(row: row, of: tape.finalStates.joined())
    }
    let top = dropouts.output.appliedToCopy(of: tape.outputs[0], compute)
    return Forward(ids: ids, targets: targets, tape: tape, top: top)
  }

  /// The states that windows begin with, by layer and direction; nil if all begin with zero.
  private func initial(
    _ windows: [LanguageWindow], _ compute: ComputeState
  ) -> [[RecurrentState]]? {
    guard windows.contains(where: { $0.carried != nil }) else { return nil }
    let states = stack.makeStates(windows.count, compute.workspace)
    for state in states { state.fill(0) }
    for (row, window) in windows.enumerated() { window.carried?.put(into: states, row: row) }
    return states.map { [$0] }
  }

  /// Runs one time step of n rows.
  ///
  /// - Parameters:
  ///   - tokens: the tokens that the rows read, `[n]`.
  ///   - previous: the states of the layers before.
  ///   - next: receives the states of the layers.
  ///   - bias: what `bias` has returned.
  ///   - compute: the thread's compute state.
  /// - Returns: log p of each token that may follow, `[n, V]`.
  func logProbabilities(
    after tokens: Vector<Int32>, previous: [RecurrentState], next: [RecurrentState],
    bias: [Float], _ compute: ComputeState
  ) -> Matrix {
    let workspace = compute.workspace
    let x = workspace.matrix(tokens.count, shape.units)
    embedding.forward(tokens, into: x, compute)
    let top = stack.step(x, context: .none, previous: previous, next: next, compute)
    let logits = workspace.matrix(tokens.count, shape.vocabulary)
    output.logits(top, into: logits, compute)
    logits.logSoftmax(bias: bias, compute)
    return logits
  }

  /// The output layer's bias, `[V]`.
  func bias(_ compute: ComputeState) -> [Float] { compute.store.vector(output.bias).values }
}

/// Where dropout is, each place with a number of its own.
private struct LanguageDropouts {
  let embedding, output: Dropout
  let stack: StackDropouts

  init(_ options: LanguageNetwork.LossOptions) {
    embedding = Dropout(rate: options.dropout, place: 1)
    output = Dropout(rate: options.dropout, place: 2)
    var stack = StackDropouts.none
    (stack.between, stack.layerPlace) = (options.dropout, 3)
    self.stack = stack
  }
}
