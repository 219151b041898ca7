/// The options of a cell.
package struct CellDescription {
  /// The prefix of its parameters' names.
  package var name: String
  /// The suffix of its parameters' names, as in PyTorch: "l0", "l0_reverse", "l1" and so on.
  package var suffix: String
  /// The size of the input x.
  package var input: Int
  /// C, the size of the context, a second part of the input; nil: there is none.
  package var context: Int?
  /// H, the number of hidden units.
  package var hidden: Int
  /// Whether the gates have layer normalisation; see `GateNormalization`.
  package var isNormalized: Bool

  package init(
    _ name: String, suffix: String, input: Int, context: Int? = nil, hidden: Int,
    isNormalized: Bool = false
  ) {
    self.name = name
    self.suffix = suffix
    self.input = input
    self.context = context
    self.hidden = hidden
    self.isNormalized = isNormalized
  }
}

/// The weights of a recurrent cell, and one time step of it.
///
/// All cells compute `W x` of all time steps in one product and `U h` in one product per time step. They differ in
/// what follows, their ``arithmetic``.
package struct RecurrentCell: Sendable {
  package let arithmetic: any CellArithmetic
  /// `[G · H, in]`.
  package let inputWeight: Weight
  /// `[G · H, C]`: the weights of the context; nil: there is no context.
  package let contextWeight: Weight?
  /// `[G · H, H]`.
  package let stateWeight: Weight
  package let inputBias: Parameter
  package let stateBias: Parameter
  let normalization: GateNormalization?

  package init(
    _ arithmetic: any CellArithmetic, _ description: CellDescription,
    layout: inout ParameterLayout
  ) {
    self.arithmetic = arithmetic
    let (name, suffix) = (description.name, description.suffix)
    let rows = arithmetic.gates * description.hidden
    let input = layout.add(
      "\(name).weight_ih_\(suffix)", [rows, description.input + (description.context ?? 0)],
      .glorot(blocks: arithmetic.gates))
    let state = layout.add(
      "\(name).weight_hh_\(suffix)", [rows, description.hidden],
      .orthogonal(blocks: arithmetic.gates))
    let parts = layout.columnWeights(
      input, [description.input] + (description.context.map { [$0] } ?? []))
    inputWeight = parts[0]
    contextWeight = parts.dropFirst().first
    stateWeight = layout.weight(state, isRecurrent: true)
    inputBias = layout.add("\(name).bias_ih_\(suffix)", [rows], arithmetic.inputBias)
    stateBias = layout.add("\(name).bias_hh_\(suffix)", [rows], .zero)
    normalization =
      description.isNormalized
      ? GateNormalization(name, suffix: suffix, columns: rows, layout: &layout) : nil
  }

  package var hidden: Int { stateWeight.columns.count }
  package var gateColumns: Int { stateWeight.parameter.rows }
  package var hasMemoryCell: Bool { arithmetic.hasMemoryCell }

  /// Makes a state of n rows, with undefined contents.
  package func makeState(_ rows: Int, _ workspace: Workspace) -> RecurrentState {
    RecurrentState(
      output: workspace.matrix(rows, hidden),
      memoryCell: hasMemoryCell ? workspace.matrix(rows, hidden) : nil)
  }

  /// Computes the next state from `W x` and the previous state.
  package func step(_ step: CellStep, _ compute: ComputeState) {
    multiplyState(step, compute)
    var step = step
    if let normalization {
      if let constant = step.constantGates { step.inputGates.add(constant) }
      step.constantGates = nil
      normalization.forward(step, compute)
    }
    let biases = CellBiases(
      input: compute.store.vector(inputBias), state: compute.store.vector(stateBias))
    arithmetic.forward(step, biases)
  }

  /// Computes the gradients of `W x`, `U h` and the previous state from the gradient of the next state.
  ///
  /// - Parameters:
  ///   - step: the step, as its forward pass left it; its gates receive the gradients of `W x` and `U h`.
  ///   - gradient: in: the gradient of the next state; out: the gradient of the previous state.
  ///   - normalizationGradient: layer normalisation adds the gradients of gains and biases to it.
  ///   - compute: the thread's compute state.
  func stepBackward(
    _ step: CellStep, gradient: RecurrentState,
    _ normalizationGradient: GateNormalization.Gradient?, _ compute: ComputeState
  ) {
    arithmetic.backward(step, gradient: gradient)
    if let normalization, let normalizationGradient {
      normalization.backward(step, normalizationGradient, compute)
    }
    multiplyStateBackward(step, gradient: gradient.output, compute)
  }

  /// Computes `U h` into the step's state gates.
  private func multiplyState(_ step: CellStep, _ compute: ComputeState) {
    if step.dropout.rate > 0 {
      step.stateInput.copy(from: step.previous.output)
      step.dropout.apply(to: step.stateInput, compute)
    }
    compute.forward(step.stateInput, stateWeight, into: step.stateGates)
  }

  /// Adds the part of dL/dh that passes through U to `gradient`.
  private func multiplyStateBackward(
    _ step: CellStep, gradient: Matrix, _ compute: ComputeState
  ) {
    guard step.dropout.rate > 0 else {
      compute.backward(step.stateGates, stateWeight, into: gradient, accumulate: true)
      return
    }
    let mark = compute.workspace.mark()
    let through = compute.workspace.matrix(gradient.rows, hidden)
    compute.backward(step.stateGates, stateWeight, into: through)
    step.dropout.apply(to: through, compute)
    gradient.add(through)
    compute.workspace.release(to: mark)
  }

  /// Leaves the tasks that compute the gradients of the cell's weights and biases over all time steps.
  ///
  /// - Parameters:
  ///   - input: x, `[T · B, in]`.
  ///   - stateInput: what U multiplied at each time step, `[T · B, H]`.
  ///   - gates: the gradients of `W x` and `U h`.
  ///   - normalizationGradient: the gradients of gains and biases, with layer normalisation.
  ///   - compute: receives the tasks.
  func leaveTasks(
    input: Matrix, stateInput: Matrix, gates: GateSequence,
    _ normalizationGradient: GateNormalization.Gradient?, _ compute: ComputeState
  ) {
    compute.tasks.append(.product(stateWeight, input: stateInput, delta: gates.state))
    compute.tasks.append(.product(inputWeight, input: input, delta: gates.input))
    let sums = normalizationGradient
    compute.tasks.append(.bias(stateBias, delta: sums?.stateBias ?? gates.state))
    compute.tasks.append(.bias(inputBias, delta: sums?.inputBias ?? gates.input))
    if let normalization, let sums {
      compute.tasks.append(.bias(normalization.inputGain, delta: sums.inputGain))
      compute.tasks.append(.bias(normalization.stateGain, delta: sums.stateGain))
    }
  }
}

/// The gates of all time steps of a sequence, `[T · B, G · H]` each; see `CellStep`.
struct GateSequence {
  let input: Matrix
  let state: Matrix
  let normalized: NormalizedGates?

  init(_ cell: RecurrentCell, rows: Int, _ workspace: Workspace) {
    input = workspace.matrix(rows, cell.gateColumns)
    state = workspace.matrix(rows, cell.gateColumns)
    normalized =
      cell.normalization == nil
      ? nil : NormalizedGates(rows: rows, columns: cell.gateColumns, workspace)
  }

  /// Time step `t` with its states.
  func step(
    _ t: Int, _ states: StateSequence, isReversed: Bool = false,
    active: Vector<UInt8>? = nil
  ) -> CellStep {
    let batch = states.batch
    var step = CellStep(
      inputGates: input.step(t, batch: batch), stateGates: state.step(t, batch: batch),
      constantGates: nil, previous: states.slab(isReversed ? t + 2 : t), next: states.slab(t + 1))
    step.normalized = normalized?.rows(t * batch..<(t + 1) * batch)
    step.dropout = states.dropout
    step.stateInput = states.stateInputs(isReversed: isReversed).step(t, batch: batch)
    step.active = active?.slice(t * batch..<(t + 1) * batch)
    return step
  }
}
