package import NeuralNetwork

/// The decoder's recurrent part: from the words said so far and c to a state per step.
///
/// The first layer is fed `[e(y); c]`; c's share of its input product is computed once per sentence.
package struct RecurrentDecoder: Sendable {
  package let embedding: Embedding
  /// From c to the first state of every layer: `tanh(W c + b)`, `[B, layers · H]`; with the memory cell of an
  /// LSTM beside each state, `[B, layers · 2H]`.
  package let bridge: Linear
  package let layers: [Recurrence]
  /// The first layer's look back at the source before every step; nil: c is the same at all steps.
  package let attention: Attention?
  package let hidden: Int
  /// Whether each layer from the second on adds its input to its output.
  private let isResidual: Bool

  /// - Parameter shared: the source's embedding, if it is the target's as well.
  package init(
    _ configuration: ModelConfiguration, shared: Embedding?, layout: inout ParameterLayout
  ) {
    hidden = configuration.decoderHidden
    isResidual = configuration.hasResidualConnections
    embedding =
      shared
      ?? Embedding(
        "decoder.embedding", vocabulary: configuration.targetVocabulary,
        width: configuration.embedding, layout: &layout)
    let stateColumns = hidden * (configuration.cell.arithmetic.hasMemoryCell ? 2 : 1)
    bridge = Linear(
      "bridge", inputs: [configuration.encoderHidden],
      output: configuration.decoderLayers * stateColumns, layout: &layout)
    var layers: [Recurrence] = []
    for layer in 0..<configuration.decoderLayers {
      layers.append(
        Recurrence(
          configuration.makeCell(
            "decoder.rnn", suffix: "l\(layer)",
            inputs: layer == 0
              ? [configuration.embedding, configuration.encoderHidden]
              : [configuration.decoderHidden],
            hidden: configuration.decoderHidden, layout: &layout)))
    }
    self.layers = layers
    attention = configuration.attention.score.map {
      Attention(
        "attention", score: $0, values: configuration.encoderHidden,
        state: configuration.decoderHidden, layout: &layout)
    }
  }

  /// A layer's part of the states of all layers side by side, as the bridge gives them.
  package func state(ofLayer layer: Int, in all: Matrix) -> RecurrentState {
    let hasMemoryCell = layers[layer].cell.hasMemoryCell
    let start = layer * hidden * (hasMemoryCell ? 2 : 1)
    return RecurrentState(
      output: all.columns(start..<start + hidden),
      memoryCell: hasMemoryCell ? all.columns(start + hidden..<start + 2 * hidden) : nil)
  }

  /// The first states of all layers side by side; see ``state(ofLayer:in:)``.
  package func initialStates(_ c: Matrix, _ compute: ComputeState) -> Matrix {
    compute.begin(.bridge)
    let states = compute.workspace.matrix(c.rows, bridge.bias.count)
    bridge.forward(c, into: states, compute)
    states.tanh()
    return states
  }

  /// A layer's states plus its input.
  private func sum(_ states: Matrix, _ input: Matrix, _ workspace: Workspace) -> Matrix {
    let sum = workspace.matrix(states.rows, hidden)
    sum.copy(from: states)
    sum.add(input)
    return sum
  }

  // MARK: - Training

  /// What the forward pass leaves for the readout and for the backward pass.
  package struct Tape {
    let ids: Vector<Int32>
    /// `[T · B, E]`, after dropout.
    let embedded: Matrix
    let c: Matrix
    /// The context of every step, `[T · B, C]`; without attention c itself, `[B, C]`.
    var contexts: Matrix
    let initial: Matrix
    /// The first layer's, with attention.
    package var attentive: AttentiveRecurrence.Tape?
    /// By layer; with attention the first is `attentive` instead.
    var recurrences: [Recurrence.Tape?] = []
    /// What the top layer puts out, `[T · B, H]`.
    var outputs: Matrix
  }

  /// Runs the decoder over the reference words (teacher forcing).
  ///
  /// - Parameter encoderStates: what attention looks back at.
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
    let initial = initialStates(c, compute)
    var tape = Tape(
      ids: ids, embedded: embedded, c: c, contexts: c, initial: initial, outputs: embedded)
    for (index, recurrence) in layers.enumerated() {
      let input =
        index == 0
        ? embedded : dropouts.decoderLayer(index).appliedToCopy(of: tape.outputs, compute)
      let states = StateSequence(
        recurrence.cell, steps: shard.targetSteps, batch: shard.count,
        dropout: dropouts.decoderState(index), workspace)
      states.slab(0).copy(from: state(ofLayer: index, in: initial))
      if index == 0, let attention, let encoderStates {
        let attentive = AttentiveRecurrence(recurrence.cell, attention)
          .forward(input, encoderStates: encoderStates, states: states, compute)
        tape.attentive = attentive
        tape.contexts = attentive.contexts
        tape.recurrences.append(nil)
      } else {
        tape.recurrences.append(
          recurrence.forward(input, constant: index == 0 ? c : nil, states: states, compute))
      }
      tape.outputs =
        isResidual && index > 0 ? sum(states.outputs, tape.outputs, workspace) : states.outputs
    }
    return tape
  }

  /// Backpropagates from the gradient of the top states; returns those of c, `[B, C]`, and of what
  /// attention saw, `[S · B, C]`.
  ///
  /// - Parameters:
  ///   - outputGradient: `[T · B, H]`, used up.
  ///   - embeddedGradient: `[T · B, E]`, what the readout already contributed; used up.
  ///   - contextGradient: likewise, of the tape's `contexts`.
  package func backward(
    _ tape: Tape, outputGradient: Matrix, embeddedGradient: Matrix, contextGradient: Matrix,
    _ options: Network.LossOptions, _ compute: ComputeState
  ) -> (c: Matrix, encoderStates: Matrix?) {
    let dropouts = options.dropouts
    let workspace = compute.workspace
    let initialGradient = workspace.matrix(tape.c.rows, bridge.bias.count)
    var gradient = outputGradient
    var statesGradient: Matrix?
    for index in layers.indices.reversed() {
      // Without gaps between rows: oneDNN has no fast kernel that adds to a matrix with gaps.
      let stateGradient = layers[index].cell.makeState(tape.c.rows, workspace)
      stateGradient.fill(0)
      let below = index == 0 ? embeddedGradient : workspace.matrix(gradient.rows, hidden)
      if index == 0, let attention, let attentive = tape.attentive {
        var recurrence = AttentiveRecurrence(layers[0].cell, attention)
        recurrence.truncation = options.truncation
        statesGradient = recurrence.backward(
          attentive, outputGradient: gradient, stateGradient: stateGradient, inputGradient: below,
          contextsGradient: contextGradient, compute)
      } else if let states = tape.recurrences[index] {
        var recurrence = layers[index]
        recurrence.truncation = options.truncation
        recurrence.backward(
          states, outputGradient: gradient, stateGradient: stateGradient,
          inputGradient: below, accumulate: index == 0,
          constantGradient: index == 0 ? contextGradient : nil, compute)
      }
      if index > 0 {
        dropouts.decoderLayer(index).apply(to: below, compute)
        if isResidual { below.add(gradient) }
      }
      state(ofLayer: index, in: initialGradient).copy(from: stateGradient)
      gradient = below
    }
    dropouts.target.apply(to: gradient, compute)
    embedding.backward(gradient, tape.ids, compute)
    initialGradient.tanhBackward(output: tape.initial)
    let bridged = workspace.matrix(tape.c.rows, tape.c.columns)
    bridge.backward(initialGradient, input: tape.c, into: bridged, compute)
    if tape.attentive == nil { bridged.add(contextGradient) }
    return (bridged, statesGradient)
  }

  // MARK: - Translation

  /// One step for any number of rows; returns what the top layer puts out, `[n, H]`.
  ///
  /// - Parameters:
  ///   - embedded: the embeddings of the words before, `[n, E]`.
  ///   - constantGates: c's share of the first layer's gates, `[n, gates · H]`; with attention nil.
  ///   - contexts: with attention the contexts of this step, `[n, C]`.
  ///   - previous: the states of each layer, of n rows.
  ///   - next: receives the new ones.
  package func step(
    _ embedded: Matrix, constantGates: Matrix?, contexts: Matrix?, previous: [RecurrentState],
    next: [RecurrentState], _ compute: ComputeState
  ) -> Matrix {
    let workspace = compute.workspace
    let residual = isResidual ? workspace.zeros(embedded.rows, hidden) : nil
    let mark = workspace.mark
    var input = embedded
    for (index, recurrence) in layers.enumerated() {
      let cell = recurrence.cell
      let inputGates = workspace.matrix(input.rows, cell.gateColumns)
      let stateGates = workspace.matrix(input.rows, cell.gateColumns)
      compute.forward(input, cell.inputWeights[0], into: inputGates)
      if index == 0, let contexts {
        compute.forward(contexts, cell.inputWeights[1], into: inputGates, accumulate: true)
      }
      cell.step(
        CellStep(
          inputGates: inputGates, stateGates: stateGates,
          constantGates: index == 0 ? constantGates : nil, previous: previous[index],
          next: next[index]),
        compute)
      // A layer's output is the sum of the states up to it.
      residual?.add(next[index].output)
      input = residual ?? next[index].output
    }
    workspace.release(to: mark)
    return input
  }
}

extension ModelConfiguration.Attention {
  /// The one list of attentions' scores.
  var score: Attention.Score? {
    switch self {
    case .none: nil
    case .additive: .additive
    case .dot: .dot
    case .general: .general
    }
  }
}
