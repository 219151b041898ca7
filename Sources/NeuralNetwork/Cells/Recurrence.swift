/// A cell unrolled over time, in one direction.
package struct Recurrence: Sendable {
  package let cell: RecurrentCell
  package let isReversed: Bool
  /// The segment length of truncated backpropagation through time (Williams & Peng 1990); nil: not truncated.
  ///
  /// No gradient flows through the state from one segment of time steps into the segment before. For the forward
  /// direction only.
  package var truncation: Int?

  package init(_ cell: RecurrentCell, isReversed: Bool = false) {
    self.cell = cell
    self.isReversed = isReversed
  }

  /// What the forward pass saves for the backward pass.
  package struct Tape {
    var input: Matrix
    var constant: Matrix?
    var gates: GateSequence
    var states: StateSequence
    var active: Vector<UInt8>?
  }

  /// Runs all time steps.
  ///
  /// - Parameters:
  ///   - input: x of all time steps, `[S · B, in]`.
  ///   - constant: a second part of the input that is the same at every time step, `[B, C]`.
  ///   - states: receives the states; the slab before the first step (after the last, if reversed)
  ///     must hold the initial state.
  ///   - active: `[S, B]`: rows with 0 keep their state; nil: all rows are active.
  ///   - compute: the thread's compute state.
  /// - Returns: what the backward pass needs.
  package func forward(
    _ input: Matrix, constant: Matrix? = nil, states: StateSequence,
    active: Vector<UInt8>? = nil, _ compute: ComputeState
  ) -> Tape {
    compute.begin(.inputProjection)
    let gates = GateSequence(cell, rows: input.rows, compute.workspace)
    compute.forward(input, cell.inputWeight, into: gates.input)
    var constantGates: Matrix?
    if let constant, let weight = cell.contextWeight {
      let share = compute.workspace.matrix(constant.rows, cell.gateColumns)
      compute.forward(constant, weight, into: share)
      constantGates = share
    }
    let tape = Tape(
      input: input, constant: constant, gates: gates, states: states, active: active)
    compute.begin(.recurrence)
    for index in 0..<states.steps {
      let t = isReversed ? states.steps - 1 - index : index
      var step = step(t, of: tape)
      step.constantGates = constantGates
      cell.step(step, compute)
    }
    return tape
  }

  private func step(_ t: Int, of tape: Tape) -> CellStep {
    tape.gates.step(t, tape.states, isReversed: isReversed, active: tape.active)
  }

  /// Backpropagates through time.
  ///
  /// - Parameters:
  ///   - tape: what the forward pass saved.
  ///   - outputGradient: the gradient of every time step's output, `[S · B, H]`; nil: zero.
  ///   - stateGradient: in: the gradient of the state computed last; out: the gradient of the initial state.
  ///   - inputGradient: receives the gradient of the input, `[S · B, in]`.
  ///   - accumulate: whether the gradient of the input is added to `inputGradient` or replaces it.
  ///   - constantGradient: the gradient of the constant part is added to it, `[B, C]`.
  ///   - stateGradients: receives the gradient of every time step's state, `[S · B, H]`; of a memory cell the part that
  ///     comes from the next step, without that through the same step's output. Nil: they are not kept.
  ///   - compute: the thread's compute state.
  package func backward(
    _ tape: Tape, outputGradient: Matrix?, stateGradient: RecurrentState, inputGradient: Matrix,
    accumulate: Bool = false, constantGradient: Matrix? = nil,
    stateGradients: RecurrentState? = nil, _ compute: ComputeState
  ) {
    let (steps, batch) = (tape.states.steps, tape.states.batch)
    let sums = cell.normalization?.makeGradient(compute)
    compute.begin(.recurrenceBackward)
    for index in 0..<steps {
      let t = isReversed ? index : steps - 1 - index
      if let outputGradient {
        stateGradient.output.add(outputGradient.step(t, batch: batch))
      }
      stateGradients?.rows(t * batch..<(t + 1) * batch).copy(from: stateGradient)
      cell.stepBackward(step(t, of: tape), gradient: stateGradient, sums, compute)
      if let truncation, t > 0, t % truncation == 0 { stateGradient.fill(0) }
    }
    compute.begin(.inputBackward)
    compute.backward(
      tape.gates.input, cell.inputWeight, into: inputGradient, accumulate: accumulate)
    cell.leaveTasks(
      input: tape.input, stateInput: tape.states.stateInputs(isReversed: isReversed),
      gates: tape.gates, sums, compute)
    if let constant = tape.constant, let constantGradient, let weight = cell.contextWeight {
      // The constant part enters every time step, so its gradient is a sum over time steps.
      let sum = compute.workspace.zeros(batch, cell.gateColumns)
      for t in 0..<steps { sum.add(tape.gates.input.step(t, batch: batch)) }
      compute.backward(sum, weight, into: constantGradient, accumulate: true)
      compute.tasks.append(.product(weight, input: constant, delta: sum))
    }
  }
}
