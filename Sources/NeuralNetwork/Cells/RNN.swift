internal import CKernels

/// A plain recurrent layer (Elman 1990) in the form of `torch.nn.RNN`:
/// h' = tanh(W x + b + U h + c), or max(0, …) instead of tanh.
package struct RNN: CellArithmetic {
  package enum Activation: Sendable {
    case tanh, relu
  }

  package let gates = 1
  private let activation: Activation

  package init(_ activation: Activation) {
    self.activation = activation
  }

  package func forward(_ step: CellStep, _ biases: CellBiases) {
    var step = ck_cell_step(step, biases)
    switch activation {
    case .tanh: ck_rnn_tanh_forward(&step)
    case .relu: ck_rnn_relu_forward(&step)
    }
  }

  package func backward(_ step: CellStep, gradient: RecurrentState) {
    var step = ck_cell_step_gradient(step, gradient)
    switch activation {
    case .tanh: ck_rnn_tanh_backward(&step)
    case .relu: ck_rnn_relu_backward(&step)
    }
  }
}
