/// One time step of a recurrent layer over B rows: what a cell reads and writes.
package struct CellStep {
  /// Forward: in, `W x`, out, what the backward step needs; backward: out, the gradient of `W x`.
  ///
  /// `[B, gates · H]`.
  package var inputGates: Matrix
  /// Forward: out, what the backward step needs; backward: out, the gradient of `U h`.
  ///
  /// `[B, gates · H]`.
  package var stateGates: Matrix
  /// Added to `inputGates`: the part of `W x` that is the same at every step, `[B, gates · H]`.
  package var constantGates: Matrix?
  /// h and h', `[B, H]` each.
  package var previous: Matrix
  package var next: Matrix
  /// What U multiplies, `[B, H]`: h itself, or with recurrent dropout room for what is left of it.
  package var stateInput: Matrix
  /// Recurrent dropout: elements of h that U does not see, the same ones at every step.
  package var dropout = Dropout.none
  /// Rows with 0 keep their state and take no gradient, `[B]`; nil: all are active.
  package var active: UnsafePointer<UInt8>?

  package init(
    inputGates: Matrix, stateGates: Matrix, constantGates: Matrix?, previous: Matrix,
    next: Matrix, active: UnsafePointer<UInt8>?
  ) {
    self.inputGates = inputGates
    self.stateGates = stateGates
    self.constantGates = constantGates
    self.previous = previous
    self.next = next
    stateInput = previous
    self.active = active
  }
}

extension CellStep {
  /// Step `t` of a sequence whose gates are `[T · B, gates · H]`.
  init(
    _ t: Int, inputGates: Matrix, stateGates: Matrix, states: StateSequence,
    isReversed: Bool = false, active: UnsafePointer<UInt8>? = nil
  ) {
    let batch = states.batch
    self.init(
      inputGates: inputGates.step(t, batch: batch), stateGates: stateGates.step(t, batch: batch),
      constantGates: nil, previous: states.slab(isReversed ? t + 2 : t),
      next: states.slab(t + 1), active: active.map { $0 + t * batch })
    dropout = states.dropout
    stateInput = states.stateInputs(isReversed: isReversed).step(t, batch: batch)
  }
}

/// The arithmetic of one step of a recurrent layer, without its unrolling over time.
///
/// A cell has an input product for all steps at once, a recurrent product per step, and a backward of
/// that step. A new kind of cell is a new file with a type like `GRUCell`.
package protocol RecurrentCell: Sendable {
  /// Pre-activations per hidden unit.
  static var gates: Int { get }
  /// `[gates · H, inᵢ]` for each part of the input.
  var inputWeights: [Weight] { get }
  /// `[gates · H, H]`.
  var stateWeight: Weight { get }
  var inputBias: Parameter { get }
  var stateBias: Parameter { get }

  /// `suffix` as in `torch.nn.GRU`: "l0", "l0_reverse", "l1" …
  init(_ name: String, suffix: String, inputs: [Int], hidden: Int, layout: inout ParameterLayout)

  /// h' from `W x` and h.
  func step(_ step: CellStep, _ context: ComputeContext)

  /// The gradients of `W x` and `U h` from that of h'.
  ///
  /// `gradient` `[B, H]`: in, dL/dh'; out, dL/dh.
  func stepBackward(_ step: CellStep, gradient: Matrix, _ context: ComputeContext)
}

extension RecurrentCell {
  package var hidden: Int { stateWeight.columns.count }
  package var gateColumns: Int { Self.gates * hidden }

  /// `U h` of a step, into its state gates.
  func multiplyState(_ step: CellStep, _ context: ComputeContext) {
    if step.dropout.rate > 0 {
      step.stateInput.copy(from: step.previous)
      step.dropout.apply(to: step.stateInput, context)
    }
    context.forward(step.stateInput, stateWeight, into: step.stateGates)
  }

  /// Adds to `gradient`, of h, what comes through U from the gradient of `U h`.
  func multiplyStateBackward(_ step: CellStep, gradient: Matrix, _ context: ComputeContext) {
    guard step.dropout.rate > 0 else {
      context.backward(step.stateGates, stateWeight, into: gradient, accumulate: true)
      return
    }
    let mark = context.workspace.mark
    let through = context.workspace.matrix(gradient.rows, hidden)
    context.backward(step.stateGates, stateWeight, into: through)
    step.dropout.apply(to: through, context)
    gradient.add(through)
    context.workspace.release(to: mark)
  }

  /// The tasks for the gradients of the cell's weights and biases, over all steps.
  ///
  /// - Parameters:
  ///   - input: the first part of the input, `[T · B, in]`.
  ///   - stateInput: what U multiplied at each step, `[T · B, H]`.
  ///   - inputGates, stateGates: the gradients of `W x` and `U h`.
  func leaveTasks(
    input: Matrix, stateInput: Matrix, inputGates: Matrix, stateGates: Matrix,
    _ context: ComputeContext
  ) {
    context.tasks.append(.product(stateWeight, input: stateInput, delta: stateGates))
    context.tasks.append(.bias(stateBias, delta: stateGates))
    context.tasks.append(.product(inputWeights[0], input: input, delta: inputGates))
    context.tasks.append(.bias(inputBias, delta: inputGates))
  }
}
