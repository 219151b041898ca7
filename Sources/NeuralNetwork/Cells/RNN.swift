/// A plain recurrent cell (Elman 1990), as in `torch.nn.RNN`.
///
/// `h' = tanh(W x + b + U h + c)`, or with ReLU instead of tanh.
package struct RNN: CellArithmetic {
  package enum Activation: Sendable {
    case tanh, relu
  }

  package let gates = 1
  private let kernel: GateKernel

  package init(_ activation: Activation) {
    kernel =
      switch activation {
      case .tanh: .rnnTanh
      case .relu: .rnnReLU
      }
  }

  package func forward(_ step: CellStep, _ biases: CellBiases) {
    kernel.forward(step, biases)
  }

  package func backward(_ step: CellStep, gradient: RecurrentState) {
    kernel.backward(step, gradient: gradient)
  }
}
