/// A gated recurrent unit (Cho and others 2014).
///
/// As in `torch.nn.GRU`, the gates are in the order r, z, n:
///
///     r = σ(W_r x + b_r + U_r h + c_r)
///     z = σ(W_z x + b_z + U_z h + c_z)
///     n = tanh(W_n x + b_n + r ⊙ (U_n h + c_n))
///     h' = (1 − z) ⊙ n + z ⊙ h
package struct GRU: CellArithmetic {
  package let gates = 3

  package init() {}

  package func forward(_ step: CellStep, _ biases: CellBiases) {
    GateKernel.gru.forward(step, biases)
  }

  package func backward(_ step: CellStep, gradient: RecurrentState) {
    GateKernel.gru.backward(step, gradient: gradient)
  }
}
