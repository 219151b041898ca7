package import NeuralNetwork

/// The encoder: embeddings, then recurrent layers in one or both directions.
package struct BidirectionalEncoder: Sendable {
  package let embedding: Embedding
  package let stack: LayerStack
  package let pooling: ModelOptions.Pooling
  /// C: the width of the encoder states, both directions together.
  package var width: Int { stack.width }

  package init(_ configuration: ModelConfiguration, layout: inout ParameterLayout) {
    embedding = Embedding(
      "encoder.embedding", vocabulary: configuration.sourceVocabulary,
      width: configuration.embedding, layout: &layout)
    pooling = configuration.pooling
    var description = configuration.stack(
      "encoder.rnn", input: configuration.embedding, width: configuration.encoderHidden)
    description.layers = configuration.encoderLayers
    description.isBidirectional = configuration.isBidirectional
    stack = LayerStack(description, layout: &layout)
  }

  /// What the forward pass leaves for the decoder and for the backward pass.
  package struct Tape {
    let ids: Vector<Int32>
    let lengths: Vector<Int32>
    let embedded: Matrix
    package let layers: LayerStack.Tape
    /// With `Pooling.max`: the time steps of the maxima, one table per direction.
    var which: [Vector<Int32>] = []

    /// The outputs of the top layer, `[S · B, C / directions]` per direction.
    package var outputs: [Matrix] { layers.outputs }
    /// The states of the top layer, one sequence per direction.
    var states: [StateSequence] { layers.states[layers.states.count - 1] }
  }

  /// Runs the encoder over a batch.
  ///
  /// Padding changes no state.
  package func forward(
    _ batch: SourceBatch, dropouts: ModelDropouts, _ compute: ComputeState
  ) -> Tape {
    let workspace = compute.workspace
    compute.begin(.embedding)
    let ids = workspace.copy(batch.ids)
    let lengths = workspace.copy(batch.lengths)
    let embedded = workspace.matrix(batch.ids.count, embedding.width)
    embedding.forward(ids, into: embedded, compute)
    dropouts.source.apply(to: embedded, compute)
    var sequence = LayerStack.Sequence(embedded, steps: batch.steps, batch: batch.count)
    sequence.active = activity(batch, workspace)
    return Tape(
      ids: ids, lengths: lengths, embedded: embedded,
      layers: stack.forward(sequence, dropouts: dropouts.encoder, compute))
  }

  /// `[S, B]`: 1 within a sentence, 0 in its padding; nil if there is no padding.
  private func activity(_ batch: SourceBatch, _ workspace: Workspace) -> Vector<UInt8>? {
    if batch.lengths.allSatisfy({ $0 == batch.steps }) { return nil }
    let active = (0..<batch.steps).flatMap { t in
      batch.lengths.map { t < $0 ? 1 : 0 as UInt8 }
    }
    return workspace.copy(active)
  }

  /// The context vectors c `[B, C]` of a batch.
  package func contextVectors(_ tape: inout Tape, _ compute: ComputeState) -> Matrix {
    let c = compute.workspace.matrix(tape.states[0].batch, width)
    for (direction, columns) in stack.columnRanges.enumerated() {
      let states = tape.states[direction]
      let part = c.columns(columns)
      switch pooling {
      case .last:
        part.copy(from: states.slab(direction == 0 ? states.steps : 1).output)
      case .mean:
        TimePooling.mean(tape.outputs[direction], lengths: tape.lengths, into: part)
      case .max:
        let which = compute.workspace.integers(states.batch * columns.count)
        TimePooling.max(tape.outputs[direction], lengths: tape.lengths, into: part, which: which)
        tape.which.append(which)
      }
    }
    return c
  }

  /// The encoder states that attention reads: the top layer's outputs.
  package func encoderStates(
    _ tape: Tape, _ attention: Attention, _ compute: ComputeState
  ) -> EncoderStates {
    attention.encoderStates(
      stack.joined(tape.outputs, compute.workspace), lengths: tape.lengths,
      batch: tape.states[0].batch, compute)
  }

  /// Backpropagates from the gradients of c, `[B, C]`, and, with attention, of the encoder states, `[S · B, C]`.
  ///
  /// Overwrites both. `topStates` receive the gradients of the top layer's states; see `LayerStack.Gradients`.
  package func backward(
    _ tape: Tape, contextGradient: Matrix, statesGradient: Matrix? = nil, dropouts: ModelDropouts,
    topStates: [RecurrentState]? = nil, _ compute: ComputeState
  ) {
    let workspace = compute.workspace
    let embeddedGradient = workspace.matrix(tape.embedded.rows, embedding.width)
    let columnRanges = stack.columnRanges
    var gradients = LayerStack.Gradients(
      outputs: columnRanges.map { statesGradient?.columns($0) }, input: embeddedGradient)
    gradients.topStates = topStates
    if pooling == .last {
      gradients.finalOutputs = columnRanges.map { contextGradient.columns($0) }
    } else {
      gradients.outputs = columnRanges.indices.map { direction in
        poolingBackward(
          tape, direction, contextGradient.columns(columnRanges[direction]),
          gradients.outputs[direction], workspace)
      }
    }
    _ = stack.backward(tape.layers, gradients, dropouts: dropouts.encoder, compute)
    dropouts.source.apply(to: embeddedGradient, compute)
    embedding.backward(embeddedGradient, tape.ids, compute)
  }

  /// Backpropagates from one direction's columns of c, a mean or maximum, to the direction's outputs.
  ///
  /// Adds to `statesGradient`, if there is one.
  private func poolingBackward(
    _ tape: Tape, _ direction: Int, _ gradient: Matrix, _ statesGradient: Matrix?,
    _ workspace: Workspace
  ) -> Matrix {
    let outputs =
      statesGradient ?? workspace.zeros(tape.outputs[direction].rows, gradient.columns)
    if pooling == .max {
      TimePooling.maxBackward(gradient, which: tape.which[direction], into: outputs)
    } else {
      TimePooling.meanBackward(gradient, lengths: tape.lengths, into: outputs)
    }
    return outputs
  }
}

extension ModelConfiguration {
  /// A stack with the options that encoder and decoder share.
  func stack(_ name: String, input: Int, context: Int? = nil, width: Int) -> LayerStack.Description
  {
    var description = LayerStack.Description(name, input: input, context: context, width: width)
    description.cell = options.cell.arithmetic
    description.isNormalized = options.hasLayerNormalization
    description.isResidual = options.hasResidualConnections
    return description
  }
}

extension ModelOptions.Cell {
  /// The one list of cells: a new one is a new file in `NeuralNetwork/Cells` and a case here.
  var arithmetic: any CellArithmetic {
    switch self {
    case .gru: GRU()
    case .lstm: LSTM()
    case .rnnTanh: RNN(.tanh)
    case .rnnReLU: RNN(.relu)
    }
  }
}
