package import NeuralNetwork

/// The decoder's recurrent part: from the previous tokens and c to one state per time step.
///
/// The input of the first layer is `[e(y); c]`; c's share of its product is computed once per sentence.
/// With attention, the attention context of each time step takes the place of c.
package struct RecurrentDecoder: Sendable {
  package let embedding: Embedding
  /// From c to the initial state of every layer: `tanh(W c + b)`, `[B, layers · H]`, or `[B, layers · 2H]` with
  /// the memory cell of an LSTM beside each state.
  package let bridge: Linear
  package let stack: LayerStack
  package var hidden: Int { stack.width }
  /// Attention of the first layer, before every time step; nil: c is used at every time step.
  package var attention: Attention? { stack.attention }

  /// Creates the decoder; `shared` is the encoder's embedding, if both share it.
  package init(
    _ configuration: ModelConfiguration, shared: Embedding?, layout: inout ParameterLayout
  ) {
    embedding =
      shared
      ?? Embedding(
        "decoder.embedding", vocabulary: configuration.targetVocabulary,
        width: configuration.embedding, layout: &layout)
    let stateColumns =
      configuration.decoderHidden * (configuration.cell.arithmetic.hasMemoryCell ? 2 : 1)
    bridge = Linear(
      "bridge", inputs: [configuration.encoderHidden],
      output: configuration.decoderLayers * stateColumns, layout: &layout)
    var description = configuration.stack(
      "decoder.rnn", input: configuration.embedding, context: configuration.encoderHidden,
      width: configuration.decoderHidden)
    description.layers = configuration.decoderLayers
    var stack = LayerStack(description, layout: &layout)
    stack.attention = configuration.attention.score.map {
      Attention(
        "attention", score: $0, values: configuration.encoderHidden,
        state: configuration.decoderHidden, layout: &layout)
    }
    self.stack = stack
  }

  /// Splits the states of all layers side by side, as the bridge computes them, into those of each layer.
  private func split(_ all: Matrix) -> [RecurrentState] {
    stack.layers.indices.map { layer in
      let hasMemoryCell = stack.layers[layer][0].cell.hasMemoryCell
      let start = layer * hidden * (hasMemoryCell ? 2 : 1)
      return RecurrentState(
        output: all.columns(start..<start + hidden),
        memoryCell: hasMemoryCell ? all.columns(start + hidden..<start + 2 * hidden) : nil)
    }
  }

  /// The initial states of all layers side by side.
  private func bridged(_ c: Matrix, _ compute: ComputeState) -> Matrix {
    compute.begin(.bridge)
    let states = compute.workspace.matrix(c.rows, bridge.bias.count)
    bridge.forward(c, into: states, compute)
    states.tanh()
    return states
  }

  /// The states of all layers before the first time step.
  package func initialStates(_ c: Matrix, _ compute: ComputeState) -> [RecurrentState] {
    split(bridged(c, compute))
  }

  // MARK: - Training

  /// What the forward pass leaves for the readout and for the backward pass.
  package struct Tape {
    let ids: Vector<Int32>
    /// `[T · B, E]`, after dropout.
    let embedded: Matrix
    let c: Matrix
    let initial: Matrix
    package let layers: LayerStack.Tape

    /// The attention context of every time step, `[T · B, C]`; without attention c itself, `[B, C]`.
    var contexts: Matrix { layers.attentive?.contexts ?? c }
    /// The outputs of the top layer, `[T · B, H]`.
    var outputs: Matrix { layers.outputs[0] }
  }

  /// Runs the decoder over the reference tokens (teacher forcing).
  ///
  /// `encoderStates` are the keys and values of attention, if there is any.
  package func forward(
    _ shard: Shard, c: Matrix, encoderStates: EncoderStates?, dropouts: ModelDropouts,
    _ compute: ComputeState
  ) -> Tape {
    let workspace = compute.workspace
    compute.begin(.embedding)
    let ids = workspace.copy(shard.targetInput)
    let embedded = workspace.matrix(shard.targetInput.count, embedding.width)
    embedding.forward(ids, into: embedded, compute)
    dropouts.target.apply(to: embedded, compute)
    let initial = bridged(c, compute)
    var sequence = LayerStack.Sequence(embedded, steps: shard.targetSteps, batch: shard.count)
    sequence.initial = split(initial).map { [$0] }
    sequence.context = encoderStates.map { .attended($0) } ?? .constant(c)
    return Tape(
      ids: ids, embedded: embedded, c: c, initial: initial,
      layers: stack.forward(sequence, dropouts: dropouts.decoder, compute))
  }

  /// Backpropagates from the top layer's outputs; overwrites the gradients that it is given.
  ///
  /// - Parameters:
  ///   - tape: what the forward pass has left.
  ///   - outputGradient: the gradient of the outputs, `[T · B, H]`.
  ///   - embeddedGradient: the readout's contribution to the gradient of the embeddings, `[T · B, E]`.
  ///   - contextGradient: the readout's contribution to the gradient of the tape's `contexts`.
  ///   - options: the dropout and truncation of the loss.
  ///   - compute: the thread's compute state.
  /// - Returns: the gradients of c, `[B, C]`, and, with attention, of the encoder states, `[S · B, C]`.
  package func backward(
    _ tape: Tape, outputGradient: Matrix, embeddedGradient: Matrix, contextGradient: Matrix,
    _ options: Network.LossOptions, _ compute: ComputeState
  ) -> (c: Matrix, encoderStates: Matrix?) {
    let dropouts = options.dropouts
    let workspace = compute.workspace
    let initialGradient = workspace.matrix(tape.c.rows, bridge.bias.count)
    var gradients = LayerStack.Gradients(outputs: [outputGradient], input: embeddedGradient)
    gradients.addsToInput = true
    gradients.context = contextGradient
    gradients.truncation = options.truncation
    let below = stack.backward(tape.layers, gradients, dropouts: dropouts.decoder, compute)
    for (part, states) in zip(split(initialGradient), below.initial) { part.copy(from: states[0]) }
    dropouts.target.apply(to: embeddedGradient, compute)
    embedding.backward(embeddedGradient, tape.ids, compute)
    initialGradient.tanhBackward(output: tape.initial)
    let cGradient = workspace.matrix(tape.c.rows, tape.c.columns)
    bridge.backward(initialGradient, input: tape.c, into: cGradient, compute)
    if tape.layers.attentive == nil { cGradient.add(contextGradient) }
    return (cGradient, below.encoderStates)
  }
}

extension ModelOptions.Attention {
  /// The score function of each kind of attention.
  var score: Attention.Score? {
    switch self {
    case .none: nil
    case .additive: .additive
    case .dot: .dot
    case .general: .general
    }
  }
}
