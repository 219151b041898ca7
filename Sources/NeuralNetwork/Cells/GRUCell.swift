internal import CKernels

/// A gated recurrent unit (Cho et al. 2014) in the form of `torch.nn.GRU`, gate order r, z, n:
///
///     r = σ(W_r x + b_r + U_r h + c_r)
///     z = σ(W_z x + b_z + U_z h + c_z)
///     n = tanh(W_n x + b_n + r ⊙ (U_n h + c_n))
///     h' = (1 − z) ⊙ n + z ⊙ h
///
/// `W x` of all steps is one product, `U h` one a step.
package struct GRUCell: RecurrentCell {
  package static let gates = 3
  package let inputWeights: [Weight]
  package let stateWeight: Weight
  package let inputBias: Parameter
  package let stateBias: Parameter

  package init(
    _ name: String, suffix: String, inputs: [Int], hidden: Int, layout: inout ParameterLayout
  ) {
    let rows = Self.gates * hidden
    let input = layout.add(
      "\(name).weight_ih_\(suffix)", [rows, inputs.reduce(0, +)], .glorot(blocks: Self.gates))
    let state = layout.add(
      "\(name).weight_hh_\(suffix)", [rows, hidden], .orthogonal(blocks: Self.gates))
    inputWeights = layout.columnWeights(input, inputs)
    stateWeight = layout.weight(state, isRecurrent: true)
    inputBias = layout.add("\(name).bias_ih_\(suffix)", [rows], .zero)
    stateBias = layout.add("\(name).bias_hh_\(suffix)", [rows], .zero)
  }

  package func step(_ step: CellStep, _ context: ComputeContext) {
    multiplyState(step, context)
    var gates = ck_gru_step()
    gates.rows = Int32(step.next.rows)
    gates.hidden = Int32(step.next.columns)
    gates.x_gates = step.inputGates.base
    gates.x_stride = step.inputGates.stride
    gates.constant_gates = step.constantGates.map { UnsafePointer($0.base) }
    gates.constant_stride = step.constantGates?.stride ?? 0
    gates.h_gates = step.stateGates.base
    gates.h_stride = step.stateGates.stride
    gates.input_bias = UnsafePointer(context.store.vector(inputBias))
    gates.state_bias = UnsafePointer(context.store.vector(stateBias))
    gates.previous = UnsafePointer(step.previous.base)
    gates.previous_stride = step.previous.stride
    gates.next = step.next.base
    gates.next_stride = step.next.stride
    gates.active = step.active
    ck_gru_forward(&gates)
  }

  package func stepBackward(_ step: CellStep, gradient: Matrix, _ context: ComputeContext) {
    var gates = ck_gru_step_gradient()
    gates.rows = Int32(gradient.rows)
    gates.hidden = Int32(gradient.columns)
    gates.x_gates = step.inputGates.base
    gates.x_stride = step.inputGates.stride
    gates.h_gates = step.stateGates.base
    gates.h_stride = step.stateGates.stride
    gates.previous = UnsafePointer(step.previous.base)
    gates.previous_stride = step.previous.stride
    gates.gradient = gradient.base
    gates.gradient_stride = gradient.stride
    gates.active = step.active
    ck_gru_backward(&gates)
    multiplyStateBackward(step, gradient: gradient, context)
  }
}
