package import NeuralNetwork

/// The encoder: embeddings, then recurrent layers in one or both directions.
package struct BidirectionalEncoder: Sendable {
  package let embedding: Embedding
  /// By layer, then direction.
  package let layers: [[Recurrence]]
  package let pooling: ModelConfiguration.Pooling
  /// Whether each layer from the second on adds its input to its output.
  private let isResidual: Bool
  /// C: columns of the states of a layer, both directions together.
  package let width: Int

  package init(_ configuration: ModelConfiguration, layout: inout ParameterLayout) {
    embedding = Embedding(
      "encoder.embedding", vocabulary: configuration.sourceVocabulary,
      width: configuration.embedding,
      layout: &layout)
    width = configuration.encoderHidden
    pooling = configuration.pooling
    isResidual = configuration.hasResidualConnections
    let directions = configuration.isBidirectional ? 2 : 1
    var layers: [[Recurrence]] = []
    for layer in 0..<configuration.encoderLayers {
      layers.append(
        (0..<directions).map { direction in
          Recurrence(
            configuration.makeCell(
              "encoder.rnn", suffix: direction == 0 ? "l\(layer)" : "l\(layer)_reverse",
              inputs: [layer == 0 ? configuration.embedding : configuration.encoderHidden],
              hidden: configuration.encoderHidden / directions, layout: &layout),
            isReversed: direction == 1)
        })
    }
    self.layers = layers
  }

  /// What the forward pass leaves for the decoder and for the backward pass.
  package struct Tape {
    let ids: Vector<Int32>
    let lengths: Vector<Int32>
    let embedded: Matrix
    var recurrences: [[Recurrence.Tape]] = []
    /// The states of the top layer, one sequence a direction.
    var states: [StateSequence] = []
    /// What the top layer puts out, `[S · B, C / directions]` a direction.
    package var outputs: [Matrix] = []
    /// The steps at which each maximum stands, one table a direction, for `--context max`.
    var which: [Vector<Int32>] = []
  }

  /// Runs the encoder over a batch.
  ///
  /// Positions past a sentence's end change no state.
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
    let active = activity(batch, workspace)
    var input = embedded
    var tape = Tape(ids: ids, lengths: lengths, embedded: embedded)
    for (index, directions) in layers.enumerated() {
      var shown = input
      if index > 0 {
        input = sideBySide(tape.outputs, workspace)
        shown = input
        let dropout = dropouts.encoderLayer(index)
        if isResidual {
          shown = dropout.appliedToCopy(of: input, compute)
        } else {
          dropout.apply(to: input, compute)
        }
      }
      tape.states = directions.enumerated().map { direction, recurrence in
        StateSequence(
          recurrence.cell, steps: batch.steps, batch: batch.count,
          dropout: dropouts.encoderState(index, direction), workspace)
      }
      tape.recurrences.append(
        zip(directions, tape.states).map { recurrence, states in
          recurrence.forward(shown, states: states, active: active, compute)
        })
      tape.outputs = tape.states.map(\.outputs)
      if isResidual && index > 0 { tape.outputs = sums(of: tape.outputs, and: input, workspace) }
    }
    return tape
  }

  /// Each direction's states plus its columns of the layer's input.
  private func sums(
    of states: [Matrix], and input: Matrix, _ workspace: Workspace
  ) -> [Matrix] {
    zip(states, columnRanges).map { states, columns in
      let sum = workspace.matrix(states.rows, states.columns)
      sum.copy(from: states)
      sum.add(input.columns(columns))
      return sum
    }
  }

  /// The outputs of all directions as one matrix `[S · B, C]`: the input of the next layer.
  private func sideBySide(_ outputs: [Matrix], _ workspace: Workspace) -> Matrix {
    let joined = workspace.matrix(outputs[0].rows, width)
    for (direction, columns) in columnRanges.enumerated() {
      joined.columns(columns).copy(from: outputs[direction])
    }
    return joined
  }

  /// The columns of each direction in the states of a layer.
  private var columnRanges: [Range<Int>] {
    let directions = layers[0].count
    let half = width / directions
    return (0..<directions).map { $0 * half..<($0 + 1) * half }
  }

  /// `[S, B]`: 1 within a sentence, 0 past its end; nil if all are of one length.
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
    for (direction, columns) in columnRanges.enumerated() {
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

  /// The top layer's outputs as attention sees them.
  package func encoderStates(
    _ tape: Tape, _ attention: Attention, _ compute: ComputeState
  ) -> EncoderStates {
    attention.encoderStates(
      sideBySide(tape.outputs, compute.workspace), lengths: tape.lengths,
      batch: tape.states[0].batch, compute)
  }

  /// Backpropagates from the gradient of c, `[B, C]`, and of the top layer's states, `[S · B, C]`, if
  /// attention saw them; both are used up.
  package func backward(
    _ tape: Tape, contextGradient: Matrix, statesGradient: Matrix? = nil, dropouts: ModelDropouts,
    _ compute: ComputeState
  ) {
    let workspace = compute.workspace
    var above: Matrix?
    for index in layers.indices.reversed() {
      let below = workspace.matrix(tape.embedded.rows, index == 0 ? embedding.width : width)
      var outputGradients: [Matrix?] = []
      for (direction, columns) in columnRanges.enumerated() {
        // Without gaps between rows: oneDNN has no fast kernel that adds to a matrix with gaps.
        let state = layers[index][direction].cell.makeState(contextGradient.rows, workspace)
        state.fill(0)
        let outputs =
          above.map { $0.columns(columns) }
          ?? poolingBackward(
            tape, direction, contextGradient.columns(columns), statesGradient?.columns(columns),
            state: state.output, workspace)
        layers[index][direction].backward(
          tape.recurrences[index][direction], outputGradient: outputs, stateGradient: state,
          inputGradient: below, accumulate: direction > 0, compute)
        outputGradients.append(outputs)
      }
      if index > 0 {
        dropouts.encoderLayer(index).apply(to: below, compute)
        if isResidual { add(outputGradients, to: below) }
      }
      above = below
    }
    guard let above else { return }
    dropouts.source.apply(to: above, compute)
    embedding.backward(above, tape.ids, compute)
  }

  /// What passes a layer by in the gradient of its outputs, one matrix a direction.
  private func add(_ outputGradients: [Matrix?], to inputGradient: Matrix) {
    for (gradient, columns) in zip(outputGradients, columnRanges) {
      if let gradient { inputGradient.columns(columns).add(gradient) }
    }
  }

  /// From the gradient of one direction's part of c to those of its outputs, which is returned, and of
  /// its final state; the first adds to `statesGradient`, if there is one.
  private func poolingBackward(
    _ tape: Tape, _ direction: Int, _ gradient: Matrix, _ statesGradient: Matrix?,
    state: Matrix, _ workspace: Workspace
  ) -> Matrix? {
    if pooling == .last {
      state.copy(from: gradient)
      return statesGradient
    }
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
  func makeCell(
    _ name: String, suffix: String, inputs: [Int], hidden: Int, layout: inout ParameterLayout
  ) -> RecurrentCell {
    RecurrentCell(
      cell.arithmetic,
      CellDescription(
        name, suffix: suffix, inputs: inputs, hidden: hidden, isNormalized: hasLayerNormalization),
      layout: &layout)
  }
}

extension ModelConfiguration.Cell {
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
