package import NeuralNetwork

/// The encoder: embeddings, then recurrent layers in one or both directions.
package struct BidirectionalEncoder: Sendable {
  package let embedding: Embedding
  /// By layer, then direction.
  package let layers: [[Recurrence]]
  package let context: ModelConfiguration.Context
  /// C: columns of the states of a layer, both directions together.
  package let width: Int

  package init(_ configuration: ModelConfiguration, layout: inout ParameterLayout) {
    embedding = Embedding(
      "encoder.embedding", words: configuration.sourceVocabulary, width: configuration.embedding,
      layout: &layout)
    width = configuration.encoderHidden
    context = configuration.context
    let directions = configuration.isBidirectional ? 2 : 1
    var layers: [[Recurrence]] = []
    for layer in 0..<configuration.encoderLayers {
      layers.append(
        (0..<directions).map { direction in
          Recurrence(
            configuration.cell.make(
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
    let ids: UnsafePointer<Int32>
    let lengths: UnsafePointer<Int32>
    let embedded: Matrix
    var recurrences: [[Recurrence.Tape]] = []
    /// The states of the top layer.
    var states: StateSequence
    /// The steps at which each maximum stands, for `--context max`.
    var which: UnsafeMutablePointer<Int32>?
  }

  /// Runs the encoder over a batch. Positions past a sentence's end change no state.
  package func forward(
    _ batch: SourceBatch, dropouts: ModelDropouts, _ context: ComputeContext
  ) -> Tape {
    let workspace = context.workspace
    let ids = workspace.copy(batch.ids)
    let lengths = workspace.copy(batch.lengths)
    let embedded = workspace.matrix(batch.ids.count, embedding.width)
    embedding.forward(ids.baseAddress!, into: embedded, context)
    dropouts.source.apply(to: embedded, context)
    let active = activity(batch, workspace)
    var input = embedded
    var tape = Tape(
      ids: ids.baseAddress!, lengths: lengths.baseAddress!, embedded: embedded,
      states: StateSequence(steps: batch.steps, batch: batch.count, width: width, workspace))
    for (index, directions) in layers.enumerated() {
      if index > 0 {
        input = dropouts.encoderLayer(index).appliedToCopy(of: tape.states.outputs, context)
        tape.states = StateSequence(
          steps: batch.steps, batch: batch.count, width: width, workspace)
      }
      tape.recurrences.append(
        zip(directions, columnRanges).map { recurrence, columns in
          recurrence.forward(
            input, states: tape.states.columns(columns), active: active, context)
        })
    }
    return tape
  }

  /// The columns of each direction in the states of a layer.
  private var columnRanges: [Range<Int>] {
    let directions = layers[0].count
    let half = width / directions
    return (0..<directions).map { $0 * half..<($0 + 1) * half }
  }

  /// `[S, B]`: 1 within a sentence, 0 past its end; nil if all are of one length.
  private func activity(_ batch: SourceBatch, _ workspace: Workspace) -> UnsafePointer<UInt8>? {
    if batch.lengths.allSatisfy({ $0 == batch.steps }) { return nil }
    let active = workspace.bytes(batch.ids.count)
    for t in 0..<batch.steps {
      for row in 0..<batch.count {
        active[t * batch.count + row] = t < batch.lengths[row] ? 1 : 0
      }
    }
    return UnsafePointer(active)
  }

  /// The context vectors c `[B, C]` of a batch.
  package func contextVectors(_ tape: inout Tape, _ context: ComputeContext) -> Matrix {
    let states = tape.states
    let c = context.workspace.matrix(states.batch, width)
    switch self.context {
    case .last:
      for (direction, columns) in columnRanges.enumerated() {
        let final = states.slab(direction == 0 ? states.steps : 1)
        c.columns(columns).copy(from: final.columns(columns))
      }
    case .mean:
      TimePooling.mean(states.outputs, lengths: tape.lengths, into: c)
    case .max:
      let which = context.workspace.integers(states.batch * width)
      TimePooling.max(states.outputs, lengths: tape.lengths, into: c, which: which)
      tape.which = which
    }
    return c
  }

  /// Backpropagates from the gradient of c `[B, C]`, which is used up.
  package func backward(
    _ tape: Tape, contextGradient: Matrix, dropouts: ModelDropouts, _ context: ComputeContext
  ) {
    var (outputGradient, stateGradient) = poolingBackward(tape, contextGradient, context)
    let workspace = context.workspace
    for index in layers.indices.reversed() {
      let input = index == 0 ? embedding.width : width
      let inputGradient = workspace.matrix(tape.embedded.rows, input)
      for (direction, columns) in columnRanges.enumerated() {
        layers[index][direction].backward(
          tape.recurrences[index][direction],
          outputGradient: outputGradient?.columns(columns),
          stateGradient: stateGradient.columns(columns), inputGradient: inputGradient,
          accumulate: direction > 0, context)
      }
      if index > 0 {
        dropouts.encoderLayer(index).apply(to: inputGradient, context)
        stateGradient = workspace.zeros(stateGradient.rows, width)
      } else {
        dropouts.source.apply(to: inputGradient, context)
      }
      outputGradient = inputGradient
    }
    if let outputGradient { embedding.backward(outputGradient, tape.ids, context) }
  }

  private func poolingBackward(
    _ tape: Tape, _ gradient: Matrix, _ context: ComputeContext
  ) -> (outputs: Matrix?, state: Matrix) {
    let states = tape.states
    if self.context == .last { return (nil, gradient) }
    let outputs = context.workspace.zeros(states.steps * states.batch, width)
    if let which = tape.which {
      TimePooling.maxBackward(gradient, which: which, into: outputs)
    } else {
      TimePooling.meanBackward(gradient, lengths: tape.lengths, into: outputs)
    }
    return (outputs, context.workspace.zeros(states.batch, width))
  }
}

extension ModelConfiguration.Cell {
  /// The one list of cells: a new one is a new file in `NeuralNetwork/Cells` and a case here.
  func make(
    _ name: String, suffix: String, inputs: [Int], hidden: Int, layout: inout ParameterLayout
  ) -> any RecurrentCell {
    switch self {
    case .gru:
      GRUCell(name, suffix: suffix, inputs: inputs, hidden: hidden, layout: &layout)
    }
  }
}
