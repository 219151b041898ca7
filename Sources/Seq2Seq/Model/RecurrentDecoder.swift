package import NeuralNetwork

/// The decoder's recurrent part: from the words said so far and c to a state per step.
///
/// The first layer is fed `[e(y); c]`; c's share of its input product is computed once per sentence.
package struct RecurrentDecoder: Sendable {
  package let embedding: Embedding
  /// From c to the first state of every layer: `tanh(W c + b)`, `[B, layers · H]`.
  package let bridge: Linear
  package let layers: [Recurrence]
  /// The first layer's look back at the source before every step; nil: c is the same at all steps.
  package let attention: Attention?
  package let hidden: Int

  package init(_ configuration: ModelConfiguration, layout: inout ParameterLayout) {
    hidden = configuration.decoderHidden
    embedding = Embedding(
      "decoder.embedding", words: configuration.targetVocabulary, width: configuration.embedding,
      layout: &layout)
    bridge = Linear(
      "bridge", inputs: [configuration.encoderHidden],
      output: configuration.decoderLayers * configuration.decoderHidden, layout: &layout)
    var layers: [Recurrence] = []
    for layer in 0..<configuration.decoderLayers {
      layers.append(
        Recurrence(
          configuration.cell.make(
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

  package func columns(ofLayer layer: Int) -> Range<Int> { layer * hidden..<(layer + 1) * hidden }

  /// The first states of all layers, `[B, layers · H]`.
  package func initialStates(_ c: Matrix, _ context: ComputeContext) -> Matrix {
    context.begin(.bridge)
    let states = context.workspace.matrix(c.rows, layers.count * hidden)
    bridge.forward(c, into: states, context)
    states.tanh()
    return states
  }

  // MARK: - Training

  /// What the forward pass leaves for the readout and for the backward pass.
  package struct Tape {
    let ids: UnsafePointer<Int32>
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
    /// The states of the top layer, `[T · B, H]`.
    var outputs: Matrix
  }

  /// Runs the decoder over the reference words (teacher forcing).
  ///
  /// - Parameter memory: what attention looks back at.
  package func forward(
    _ shard: Shard, c: Matrix, memory: AttentionMemory?, dropouts: ModelDropouts,
    _ context: ComputeContext
  ) -> Tape {
    let workspace = context.workspace
    context.begin(.embedding)
    let ids = workspace.copy(shard.targetInput)
    let embedded = workspace.matrix(shard.targetInput.count, embedding.width)
    embedding.forward(ids, into: embedded, context)
    dropouts.target.apply(to: embedded, context)
    let initial = initialStates(c, context)
    var tape = Tape(
      ids: ids, embedded: embedded, c: c, contexts: c, initial: initial, outputs: embedded)
    for (index, recurrence) in layers.enumerated() {
      let input =
        index == 0
        ? embedded : dropouts.decoderLayer(index).appliedToCopy(of: tape.outputs, context)
      let states = StateSequence(
        steps: shard.targetSteps, batch: shard.count, width: hidden, workspace)
      states.slab(0).copy(from: initial.columns(columns(ofLayer: index)))
      if index == 0, let attention, let memory {
        let attentive = AttentiveRecurrence(recurrence.cell, attention)
          .forward(input, memory: memory, states: states, context)
        tape.attentive = attentive
        tape.contexts = attentive.contexts
        tape.recurrences.append(nil)
      } else {
        tape.recurrences.append(
          recurrence.forward(input, constant: index == 0 ? c : nil, states: states, context))
      }
      tape.outputs = states.outputs
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
    dropouts: ModelDropouts, _ context: ComputeContext
  ) -> (c: Matrix, memory: Matrix?) {
    let workspace = context.workspace
    let initialGradient = workspace.zeros(tape.c.rows, layers.count * hidden)
    var gradient = outputGradient
    var memoryGradient: Matrix?
    for index in layers.indices.reversed() {
      // Without gaps between rows: oneDNN has no fast kernel that adds to a matrix with gaps.
      let stateGradient = workspace.zeros(tape.c.rows, hidden)
      let below = index == 0 ? embeddedGradient : workspace.matrix(gradient.rows, hidden)
      if index == 0, let attention, let attentive = tape.attentive {
        memoryGradient = AttentiveRecurrence(layers[0].cell, attention).backward(
          attentive, outputGradient: gradient, stateGradient: stateGradient, inputGradient: below,
          contextsGradient: contextGradient, context)
      } else if let recurrence = tape.recurrences[index] {
        layers[index].backward(
          recurrence, outputGradient: gradient, stateGradient: stateGradient,
          inputGradient: below, accumulate: index == 0,
          constantGradient: index == 0 ? contextGradient : nil, context)
      }
      if index > 0 { dropouts.decoderLayer(index).apply(to: below, context) }
      initialGradient.columns(columns(ofLayer: index)).copy(from: stateGradient)
      gradient = below
    }
    dropouts.target.apply(to: gradient, context)
    embedding.backward(gradient, tape.ids, context)
    initialGradient.tanhBackward(output: tape.initial)
    let bridged = workspace.matrix(tape.c.rows, tape.c.columns)
    bridge.backward(initialGradient, input: tape.c, into: bridged, context)
    if tape.attentive == nil { bridged.add(contextGradient) }
    return (bridged, memoryGradient)
  }

  // MARK: - Translation

  /// One step for any number of rows.
  ///
  /// - Parameters:
  ///   - embedded: the embeddings of the words before, `[n, E]`.
  ///   - constantGates: c's share of the first layer's gates, `[n, gates · H]`; with attention nil.
  ///   - contexts: with attention the contexts of this step, `[n, C]`.
  ///   - previous: the states of each layer, `[n, H]` each.
  ///   - next: receives the new ones.
  package func step(
    _ embedded: Matrix, constantGates: Matrix?, contexts: Matrix?, previous: [Matrix],
    next: [Matrix], _ context: ComputeContext
  ) {
    let workspace = context.workspace
    let mark = workspace.mark
    var input = embedded
    for (index, recurrence) in layers.enumerated() {
      let cell = recurrence.cell
      let inputGates = workspace.matrix(input.rows, cell.gateColumns)
      let stateGates = workspace.matrix(input.rows, cell.gateColumns)
      context.forward(input, cell.inputWeights[0], into: inputGates)
      if index == 0, let contexts {
        context.forward(contexts, cell.inputWeights[1], into: inputGates, accumulate: true)
      }
      cell.step(
        CellStep(
          inputGates: inputGates, stateGates: stateGates,
          constantGates: index == 0 ? constantGates : nil, previous: previous[index],
          next: next[index], active: nil),
        context)
      input = next[index]
    }
    workspace.release(to: mark)
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
