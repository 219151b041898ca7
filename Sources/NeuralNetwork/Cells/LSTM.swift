/// Long short-term memory (Hochreiter & Schmidhuber 1997) with a forget gate (Gers and others 2000).
///
/// As in `torch.nn.LSTM`, the gates are in the order i, f, g, o. m is the memory cell:
///
///     i = σ(W_i x + b_i + U_i h + c_i)
///     f = σ(W_f x + b_f + U_f h + c_f)
///     g = tanh(W_g x + b_g + U_g h + c_g)
///     o = σ(W_o x + b_o + U_o h + c_o)
///     m' = f ⊙ m + i ⊙ g
///     h' = o ⊙ tanh(m')
package struct LSTM: CellArithmetic {
  package let gates = 4
  package let hasMemoryCell = true
  /// The bias of the forget gate starts at 1, so that it is open (Jozefowicz, Zaremba & Sutskever 2015).
  package let inputBias = Initialization.ones(block: 1, of: 4)

  package init() {}

  package func forward(_ step: CellStep, _ biases: CellBiases) {
    GateKernel.lstm.forward(step, biases)
  }

  package func backward(_ step: CellStep, gradient: RecurrentState) {
    GateKernel.lstm.backward(step, gradient: gradient)
  }
}
