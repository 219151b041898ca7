/// A cell unrolled over time, with attention at every time step.
///
/// The input of the cell is `[x_t; c_t]`. c_t is the attention context that the previous state's query gives.
package struct AttentiveRecurrence: Sendable {
  package let cell: RecurrentCell
  package let attention: Attention
  private let contextWeight: Weight
  /// See `Recurrence.truncation`.
  package var truncation: Int?

  package init(_ cell: RecurrentCell, _ attention: Attention) {
    guard let weight = cell.contextWeight else {
      preconditionFailure("a cell without context weights cannot attend")
    }
    self.cell = cell
    self.attention = attention
    contextWeight = weight
  }

  /// What the forward pass saves for the backward pass.
  package struct Tape {
    let input: Matrix
    let gates: GateSequence
    let states: StateSequence
    let encoderStates: EncoderStates
    let queries: Matrix
    /// The attention weights, `[T · B, S]`.
    package let weights: Matrix
    /// The attention contexts c_t of all time steps, `[T · B, C]`.
    package let contexts: Matrix
  }

  /// Runs all time steps.
  ///
  /// - Parameters:
  ///   - input: x of all time steps, `[T · B, in]`.
  ///   - encoderStates: the states to attend to.
  ///   - states: receives the states; slab 0 must hold the initial state.
  ///   - compute: the thread's compute state.
  /// - Returns: what the backward pass needs.
  package func forward(
    _ input: Matrix, encoderStates: EncoderStates, states: StateSequence, _ compute: ComputeState
  ) -> Tape {
    let workspace = compute.workspace
    let tape = Tape(
      input: input, gates: GateSequence(cell, rows: input.rows, workspace), states: states,
      encoderStates: encoderStates,
      queries: workspace.matrix(input.rows, attention.width),
      weights: workspace.matrix(input.rows, encoderStates.steps),
      contexts: workspace.matrix(input.rows, encoderStates.values.columns))
    compute.begin(.inputProjection)
    compute.forward(input, cell.inputWeight, into: tape.gates.input)
    let batch = states.batch
    for t in 0..<states.steps {
      let contexts = tape.contexts.step(t, batch: batch)
      attention.step(
        states.slab(t).output, encoderStates, queries: tape.queries.step(t, batch: batch),
        weights: tape.weights.step(t, batch: batch), contexts: contexts, compute)
      compute.begin(.recurrence)
      let step = tape.gates.step(t, tape.states)
      compute.forward(contexts, contextWeight, into: step.inputGates, accumulate: true)
      cell.step(step, compute)
    }
    return tape
  }

  /// Backpropagates through time.
  ///
  /// - Parameters:
  ///   - tape: what the forward pass saved.
  ///   - outputGradient: the gradient of every time step's output, `[T · B, H]`.
  ///   - stateGradient: in: the gradient of the last state; out: the gradient of the initial state.
  ///   - inputGradient: the gradient of the input is added to it, `[T · B, in]`.
  ///   - contextsGradient: in: the gradient of the attention contexts from layers above, `[T · B, C]`; overwritten.
  ///   - compute: the thread's compute state.
  /// - Returns: the gradient of the encoder states, `[S · B, C]`.
  package func backward(
    _ tape: Tape, outputGradient: Matrix, stateGradient: RecurrentState, inputGradient: Matrix,
    contextsGradient: Matrix, _ compute: ComputeState
  ) -> Matrix {
    let (steps, batch) = (tape.states.steps, tape.states.batch)
    let gradients = attention.makeGradients(tape.encoderStates, compute)
    let queryGradients = compute.workspace.matrix(tape.queries.rows, attention.width)
    let sums = cell.normalization?.makeGradient(compute)
    for t in (0..<steps).reversed() {
      compute.begin(.recurrenceBackward)
      stateGradient.output.add(outputGradient.step(t, batch: batch))
      let step = tape.gates.step(t, tape.states)
      cell.stepBackward(step, gradient: stateGradient, sums, compute)
      let contextGradient = contextsGradient.step(t, batch: batch)
      compute.backward(
        step.inputGates, contextWeight, into: contextGradient, accumulate: true)
      compute.begin(.attentionBackward)
      attention.stepBackward(
        tape.encoderStates, queries: tape.queries.step(t, batch: batch),
        weights: tape.weights.step(t, batch: batch), contextGradient: contextGradient,
        queryGradient: queryGradients.step(t, batch: batch), stateGradient: stateGradient.output,
        gradients, compute)
      if let truncation, t > 0, t % truncation == 0 { stateGradient.fill(0) }
    }
    compute.begin(.inputBackward)
    compute.backward(
      tape.gates.input, cell.inputWeight, into: inputGradient, accumulate: true)
    cell.leaveTasks(
      input: tape.input, stateInput: tape.states.stateInputs(isReversed: false), gates: tape.gates,
      sums, compute)
    compute.tasks.append(
      .product(contextWeight, input: tape.contexts, delta: tape.gates.input))
    compute.begin(.attentionBackward)
    attention.finishBackward(
      tape.encoderStates, states: tape.states.previousOutputs(isReversed: false),
      queryGradients: queryGradients, gradients, compute)
    return gradients.values
  }
}
