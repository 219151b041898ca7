/// A cell unrolled over time, in one direction.
package struct Recurrence: Sendable {
  package let cell: RecurrentCell
  package let isReversed: Bool
  /// Steps, counted from the first, after which backpropagation through the state ends; nil: never.
  ///
  /// Truncated backpropagation through time (Williams & Peng 1990), for the forward direction.
  package var truncation: Int?

  package init(_ cell: RecurrentCell, isReversed: Bool = false) {
    self.cell = cell
    self.isReversed = isReversed
  }

  /// What the forward pass leaves for the backward pass.
  package struct Tape {
    var input: Matrix
    var constant: Matrix?
    var gates: GateSequence
    var states: StateSequence
    var active: Vector<UInt8>?
  }

  /// Runs all steps.
  ///
  /// - Parameters:
  ///   - input: x of all steps, `[S · B, in]`.
  ///   - constant: a second part of the input, the same at every step: `[B, in₂]`.
  ///   - states: filled with the states; the slab before the first step (after the last, if reversed)
  ///     must hold the initial state.
  ///   - active: `[S, B]`; rows with 0 keep their state. Nil: all are active.
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

  /// Backpropagation through time.
  ///
  /// - Parameters:
  ///   - outputGradient: the gradient of every step's output, `[S · B, H]`, or nil for zero.
  ///   - stateGradient: in, the gradient of the last state computed; out, of the initial one.
  ///   - inputGradient: receives the gradient of the input, `[S · B, in]`; added to it if `accumulate`.
  ///   - constantGradient: the gradient of the constant part is added to it, `[B, in₂]`.
  package func backward(
    _ tape: Tape, outputGradient: Matrix?, stateGradient: RecurrentState, inputGradient: Matrix,
    accumulate: Bool = false, constantGradient: Matrix? = nil, _ compute: ComputeState
  ) {
    let (steps, batch) = (tape.states.steps, tape.states.batch)
    let sums = cell.normalization?.makeGradient(compute)
    compute.begin(.recurrenceBackward)
    for index in 0..<steps {
      let t = isReversed ? index : steps - 1 - index
      if let outputGradient {
        stateGradient.output.add(outputGradient.step(t, batch: batch))
      }
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
      // The constant part met every step, so its gate gradient is the sum over steps.
      let sum = compute.workspace.zeros(batch, cell.gateColumns)
      for t in 0..<steps { sum.add(tape.gates.input.step(t, batch: batch)) }
      compute.backward(sum, weight, into: constantGradient, accumulate: true)
      compute.tasks.append(.product(weight, input: constant, delta: sum))
    }
  }
}
