// A whole sequence through a stack of layers, forwards and backwards.
extension LayerStack {
  /// What goes into a stack.
  package struct Sequence {
    /// x of all time steps, `[S · B, in]`.
    package var input: Matrix
    package var steps: Int
    package var batch: Int
    /// What the first layer sees beside its input.
    package var context = Context.none
    /// The states before the first time step, by layer and direction; nil: zero.
    package var initial: [[RecurrentState]]?
    /// `[S, B]`: rows with 0 keep their state.
    ///
    /// Nil: all are active.
    package var active: Vector<UInt8>?

    package init(_ input: Matrix, steps: Int, batch: Int) {
      self.input = input
      self.steps = steps
      self.batch = batch
    }
  }

  /// What the first layer sees beside its input.
  package enum Context {
    case none
    /// The same at every time step, `[B, C]`.
    case constant(Matrix)
    /// What attention makes of these before every time step.
    case attended(EncoderStates)
  }

  /// What the forward pass leaves for the backward pass.
  package struct Tape {
    let sequence: Sequence
    /// The first layer's, with attention.
    package fileprivate(set) var attentive: AttentiveRecurrence.Tape?
    /// By layer, then direction; none of the first layer with attention.
    var recurrences: [[Recurrence.Tape]] = []
    /// The states of every layer, by direction.
    package fileprivate(set) var states: [[StateSequence]] = []
    /// What the top layer puts out, `[S · B, ·]` a direction.
    package fileprivate(set) var outputs: [Matrix] = []

    /// The states after the last time step, of layers in the forward direction.
    package var finalStates: [[RecurrentState]] {
      states.map { $0.map { $0.slab($0.steps) } }
    }
  }

  /// Runs all layers over a sequence.
  package func forward(
    _ sequence: Sequence, dropouts: StackDropouts, _ compute: ComputeState
  ) -> Tape {
    let workspace = compute.workspace
    var tape = Tape(sequence: sequence)
    for (index, directions) in layers.enumerated() {
      let input = index == 0 ? sequence.input : joined(tape.outputs, workspace)
      var shown = input
      if index > 0 {
        let dropout = dropouts.input(ofLayer: index)
        if isResidual || directions.count == 1 {
          shown = dropout.appliedToCopy(of: input, compute)
        } else {
          dropout.apply(to: input, compute)
        }
      }
      let states = directions.indices.map { direction in
        StateSequence(
          directions[direction].cell, steps: sequence.steps, batch: sequence.batch,
          dropout: dropouts.state(ofLayer: index, direction: direction), workspace)
      }
      begin(states, with: sequence.initial?[index])
      tape.states.append(states)
      run(index, shown, &tape, compute)
      tape.outputs = states.map(\.outputs)
      if isResidual && index > 0 { tape.outputs = sums(of: tape.outputs, and: input, workspace) }
    }
    return tape
  }

  /// Puts the initial states where a layer's directions look for them.
  private func begin(_ states: [StateSequence], with initial: [RecurrentState]?) {
    for (direction, state) in (initial ?? []).enumerated() {
      states[direction].slab(direction == 0 ? 0 : states[direction].steps + 1).copy(from: state)
    }
  }

  /// Runs one layer, whose states are on the tape.
  private func run(_ index: Int, _ input: Matrix, _ tape: inout Tape, _ compute: ComputeState) {
    let states = tape.states[index]
    if index == 0, let attention, case .attended(let encoderStates) = tape.sequence.context {
      tape.attentive = AttentiveRecurrence(layers[0][0].cell, attention)
        .forward(input, encoderStates: encoderStates, states: states[0], compute)
      tape.recurrences.append([])
      return
    }
    var constant: Matrix?
    if index == 0, case .constant(let c) = tape.sequence.context { constant = c }
    tape.recurrences.append(
      zip(layers[index], states).map { recurrence, states in
        recurrence.forward(
          input, constant: constant, states: states, active: tape.sequence.active, compute)
      })
  }

  /// Each direction's states plus its columns of the layer's input.
  private func sums(of states: [Matrix], and input: Matrix, _ workspace: Workspace) -> [Matrix] {
    zip(states, columnRanges).map { states, columns in
      let sum = workspace.matrix(states.rows, states.columns)
      sum.copy(from: states)
      sum.add(input.columns(columns))
      return sum
    }
  }

  /// Where the gradients of a sequence come from, and where they go.
  package struct Gradients {
    /// Of the top layer's outputs, `[S · B, ·]` a direction; used up.
    ///
    /// Nil: zero.
    package var outputs: [Matrix?]
    /// Of the top layer's last state that was computed, `[B, ·]` a direction; nil: zero.
    package var finalOutputs: [Matrix]?
    /// Receives the gradient of the input, `[S · B, in]`.
    package var input: Matrix
    /// Whether the gradient is added to what stands in ``input``.
    package var addsToInput = false
    /// In, what came from elsewhere for the context; of a constant one, out, the layer's part added.
    ///
    /// `[B, C]`; with attention `[S · B, C]`, and used up.
    package var context: Matrix?
    /// Time steps after which backpropagation through the states ends; nil: never.
    package var truncation: Int?

    package init(outputs: [Matrix?], input: Matrix) {
      self.outputs = outputs
      self.input = input
    }
  }

  /// Backpropagates through all layers.
  ///
  /// - Returns: the gradients of the initial states, by layer and direction, and of what attention saw,
  ///   `[S · B, C]`.
  package func backward(
    _ tape: Tape, _ gradients: Gradients, dropouts: StackDropouts, _ compute: ComputeState
  ) -> (initial: [[RecurrentState]], encoderStates: Matrix?) {
    let workspace = compute.workspace
    var outputs = gradients.outputs
    var initial: [[RecurrentState]] = []
    var encoderStates: Matrix?
    for index in layers.indices.reversed() {
      let below =
        index == 0 ? gradients.input : workspace.matrix(tape.sequence.input.rows, width)
      var states: [RecurrentState] = []
      for direction in layers[index].indices {
        // Without gaps between rows: oneDNN has no fast kernel that adds to a matrix with gaps.
        let state = layers[index][direction].cell.makeState(tape.sequence.batch, workspace)
        state.fill(0)
        if index == layers.count - 1, let final = gradients.finalOutputs?[direction] {
          state.output.copy(from: final)
        }
        let layer = LayerGradients(
          outputs: outputs[direction], state: state, input: below,
          accumulates: direction > 0 || (index == 0 && gradients.addsToInput),
          context: index == 0 ? gradients.context : nil, truncation: gradients.truncation)
        if let found = backward(index, direction, tape, layer, compute) { encoderStates = found }
        states.append(state)
      }
      initial.insert(states, at: 0)
      if index == 0 { break }
      dropouts.input(ofLayer: index).apply(to: below, compute)
      if isResidual { add(outputs, to: below) }
      outputs = columnRanges.map { below.columns($0) }
    }
    return (initial, encoderStates)
  }

  /// The gradients around one direction of one layer.
  private struct LayerGradients {
    let outputs: Matrix?
    let state: RecurrentState
    let input: Matrix
    let accumulates: Bool
    let context: Matrix?
    let truncation: Int?
  }

  /// Backpropagates through one direction of one layer; returns the gradient of what attention saw.
  private func backward(
    _ index: Int, _ direction: Int, _ tape: Tape, _ gradients: LayerGradients,
    _ compute: ComputeState
  ) -> Matrix? {
    var recurrence = layers[index][direction]
    if index == 0, let attention, let attentive = tape.attentive, let outputs = gradients.outputs,
      let context = gradients.context
    {
      var recurrence = AttentiveRecurrence(recurrence.cell, attention)
      recurrence.truncation = gradients.truncation
      return recurrence.backward(
        attentive, outputGradient: outputs, stateGradient: gradients.state,
        inputGradient: gradients.input, contextsGradient: context, compute)
    }
    recurrence.truncation = gradients.truncation
    recurrence.backward(
      tape.recurrences[index][direction], outputGradient: gradients.outputs,
      stateGradient: gradients.state, inputGradient: gradients.input,
      accumulate: gradients.accumulates, constantGradient: gradients.context, compute)
    return nil
  }

  /// What passes a layer by in the gradient of its outputs, one matrix a direction.
  private func add(_ outputGradients: [Matrix?], to inputGradient: Matrix) {
    for (gradient, columns) in zip(outputGradients, columnRanges) {
      if let gradient { inputGradient.columns(columns).add(gradient) }
    }
  }
}
