// The forward and backward pass of a stack of layers over a whole sequence.
extension LayerStack {
  /// The input of a stack.
  package struct Sequence {
    /// x of all time steps, `[S · B, in]`.
    package var input: Matrix
    package var steps: Int
    package var batch: Int
    /// The second part of the first layer's input.
    package var context = Context.none
    /// The initial states, by layer and direction; nil: zero.
    package var initial: [[RecurrentState]]?
    /// `[S, B]`: rows with 0 keep their state; nil: all rows are active.
    package var active: Vector<UInt8>?

    package init(_ input: Matrix, steps: Int, batch: Int) {
      self.input = input
      self.steps = steps
      self.batch = batch
    }
  }

  /// The second part of the first layer's input.
  package enum Context {
    case none
    /// A context vector per sentence, the same at every time step, `[B, C]`.
    case constant(Matrix)
    /// An attention context per time step, computed from these encoder states.
    case attended(EncoderStates)
  }

  /// What the forward pass saves for the backward pass.
  package struct Tape {
    let sequence: Sequence
    /// The first layer's tape, if it has attention.
    package fileprivate(set) var attentive: AttentiveRecurrence.Tape?
    /// By layer, then direction; the first layer's list is empty if it has attention.
    var recurrences: [[Recurrence.Tape]] = []
    /// The states of every layer, by direction.
    package fileprivate(set) var states: [[StateSequence]] = []
    /// The output of the top layer, by direction; `[S · B, width / directions]` each.
    package fileprivate(set) var outputs: [Matrix] = []

    /// The states after the last time step, by layer and direction; for stacks of the forward direction only.
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

  /// Copies the initial states into the slab before each direction's first time step.
  private func begin(_ states: [StateSequence], with initial: [RecurrentState]?) {
    for (direction, state) in (initial ?? []).enumerated() {
      states[direction].slab(direction == 0 ? 0 : states[direction].steps + 1).copy(from: state)
    }
  }

  /// Runs one layer; its `StateSequence`s must be on the tape already.
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

  /// Adds the layer's input to the states: to each direction's states its columns of the input.
  private func sums(of states: [Matrix], and input: Matrix, _ workspace: Workspace) -> [Matrix] {
    zip(states, columnRanges).map { states, columns in
      let sum = workspace.matrix(states.rows, states.columns)
      sum.copy(from: states)
      sum.add(input.columns(columns))
      return sum
    }
  }

  /// The gradients that a backward pass starts from, and those that it computes.
  package struct Gradients {
    /// The gradients of the top layer's outputs, by direction; `[S · B, width / directions]` each; nil: zero.
    package var outputs: [Matrix?]
    /// The gradients of the last state that each direction of the top layer computed; nil: zero.
    ///
    /// `[B, width / directions]` each.
    package var finalOutputs: [Matrix]?
    /// Receives the gradient of the input, `[S · B, in]`.
    package var input: Matrix
    /// Whether the gradient is added to the contents of ``input`` or replaces them.
    package var addsToInput = false
    /// The gradient of the context, as far as it does not come from this stack.
    ///
    /// For a constant context, `[B, C]`, the first layer adds its part. With attention, `[S · B, C]`, it is
    /// overwritten.
    package var context: Matrix?
    /// The segment length of truncated backpropagation through time, in time steps; nil: not truncated.
    package var truncation: Int?
    /// Receive the gradients of the top layer's states, by direction, as ``Recurrence`` keeps them; nil: they are not kept.
    package var topStates: [RecurrentState]?

    package init(outputs: [Matrix?], input: Matrix) {
      self.outputs = outputs
      self.input = input
    }
  }

  /// Backpropagates through all layers.
  ///
  /// - Parameters:
  ///   - tape: what the forward pass saved.
  ///   - gradients: the gradients to start from, and the matrices that receive the others.
  ///   - dropouts: those of the forward pass.
  ///   - compute: the thread's compute state.
  /// - Returns: the gradients of the initial states, by layer and direction, and with attention the gradient of
  ///   the encoder states, `[S · B, C]`.
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
        // Contiguous rows: oneDNN has no fast kernel that accumulates into a matrix with gaps.
        let state = layers[index][direction].cell.makeState(tape.sequence.batch, workspace)
        state.fill(0)
        if index == layers.count - 1, let final = gradients.finalOutputs?[direction] {
          state.output.copy(from: final)
        }
        let layer = LayerGradients(
          outputs: outputs[direction], state: state, input: below,
          accumulates: direction > 0 || (index == 0 && gradients.addsToInput),
          context: index == 0 ? gradients.context : nil, truncation: gradients.truncation,
          states: index == layers.count - 1 ? gradients.topStates?[direction] : nil)
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

  /// The gradients of one direction of one layer.
  private struct LayerGradients {
    let outputs: Matrix?
    let state: RecurrentState
    let input: Matrix
    let accumulates: Bool
    let context: Matrix?
    let truncation: Int?
    let states: RecurrentState?
  }

  /// Backpropagates through one direction of one layer; returns the gradient of the encoder states, if any.
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
      accumulate: gradients.accumulates, constantGradient: gradients.context,
      stateGradients: gradients.states, compute)
    return nil
  }

  /// Adds the gradients of a layer's outputs, one matrix per direction: the residual connection's part.
  private func add(_ outputGradients: [Matrix?], to inputGradient: Matrix) {
    for (gradient, columns) in zip(outputGradients, columnRanges) {
      if let gradient { inputGradient.columns(columns).add(gradient) }
    }
  }
}
