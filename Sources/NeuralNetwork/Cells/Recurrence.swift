/// A sequence of states in memory: `[steps + 2, B, width]`, with a slab before the first step and one
/// after the last, so that "the state before" exists in either direction.
package struct StateSequence {
  package let all: Matrix
  package let steps: Int
  package let batch: Int

  package init(steps: Int, batch: Int, width: Int, _ workspace: Workspace) {
    all = workspace.matrix((steps + 2) * batch, width)
    self.steps = steps
    self.batch = batch
    slab(0).fill(0)
    slab(steps + 1).fill(0)
  }

  /// Slab 0 is before the first step, slab t + 1 after step t, slab `steps` + 1 past the end.
  package func slab(_ index: Int) -> Matrix { all.step(index, batch: batch) }

  /// The outputs of all steps, `[steps · B, width]`.
  package var outputs: Matrix { all.rows(batch..<(steps + 1) * batch) }
}

/// A cell unrolled over time, in one direction.
package struct Recurrence: Sendable {
  package let cell: any RecurrentCell
  package let isReversed: Bool

  package init(_ cell: any RecurrentCell, isReversed: Bool = false) {
    self.cell = cell
    self.isReversed = isReversed
  }

  /// What the forward pass leaves for the backward pass.
  package struct Tape {
    var input: Matrix
    var constant: Matrix?
    var inputGates: Matrix
    var stateGates: Matrix
    var states: StateSequence
    var active: UnsafePointer<UInt8>?
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
    active: UnsafePointer<UInt8>? = nil, _ context: ComputeContext
  ) -> Tape {
    context.begin(.inputProjection)
    let columns = cell.gateColumns
    let inputGates = context.workspace.matrix(input.rows, columns)
    let stateGates = context.workspace.matrix(input.rows, columns)
    context.forward(input, cell.inputWeights[0], into: inputGates)
    var constantGates: Matrix?
    if let constant {
      let gates = context.workspace.matrix(constant.rows, columns)
      context.forward(constant, cell.inputWeights[1], into: gates)
      constantGates = gates
    }
    let tape = Tape(
      input: input, constant: constant, inputGates: inputGates, stateGates: stateGates,
      states: states, active: active)
    context.begin(.recurrence)
    for index in 0..<states.steps {
      let t = isReversed ? states.steps - 1 - index : index
      var step = step(t, of: tape)
      step.constantGates = constantGates
      cell.step(step, context)
    }
    return tape
  }

  private func step(_ t: Int, of tape: Tape) -> CellStep {
    CellStep(
      t, inputGates: tape.inputGates, stateGates: tape.stateGates, states: tape.states,
      isReversed: isReversed, active: tape.active)
  }

  /// Backpropagation through time.
  ///
  /// - Parameters:
  ///   - outputGradient: the gradient of every step's output, `[S · B, H]`, or nil for zero.
  ///   - stateGradient: `[B, H]`; in, the gradient of the last state computed; out, of the initial one.
  ///   - inputGradient: receives the gradient of the input, `[S · B, in]`; added to it if `accumulate`.
  ///   - constantGradient: the gradient of the constant part is added to it, `[B, in₂]`.
  package func backward(
    _ tape: Tape, outputGradient: Matrix?, stateGradient: Matrix, inputGradient: Matrix,
    accumulate: Bool = false, constantGradient: Matrix? = nil, _ context: ComputeContext
  ) {
    let (steps, batch) = (tape.states.steps, tape.states.batch)
    context.begin(.recurrenceBackward)
    for index in 0..<steps {
      let t = isReversed ? index : steps - 1 - index
      if let outputGradient {
        stateGradient.add(outputGradient.step(t, batch: batch))
      }
      cell.stepBackward(step(t, of: tape), gradient: stateGradient, context)
    }
    context.begin(.inputBackward)
    context.backward(
      tape.inputGates, cell.inputWeights[0], into: inputGradient, accumulate: accumulate)
    let first = isReversed ? 2 : 0
    cell.leaveTasks(
      input: tape.input, previous: tape.states.all.rows(first * batch..<(first + steps) * batch),
      inputGates: tape.inputGates, stateGates: tape.stateGates, context)
    if let constant = tape.constant, let constantGradient {
      // The constant part met every step, so its gate gradient is the sum over steps.
      let sum = context.workspace.zeros(batch, cell.gateColumns)
      for t in 0..<steps { sum.add(tape.inputGates.step(t, batch: batch)) }
      context.backward(sum, cell.inputWeights[1], into: constantGradient, accumulate: true)
      context.tasks.append(.product(cell.inputWeights[1], input: constant, delta: sum))
    }
  }
}
