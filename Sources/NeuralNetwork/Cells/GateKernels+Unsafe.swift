internal import CKernels

/// The kernels of the cells' gates.
enum GateKernel {
  case gru, lstm, rnnTanh, rnnReLU

  /// G, the number of gates.
  var gates: Int {
    switch self {
    case .gru: 3
    case .lstm: 4
    case .rnnTanh, .rnnReLU: 1
    }
  }

  /// Computes the next state from `W x` and `U h`; see `CellArithmetic`.
  func forward(_ step: CellStep, _ biases: CellBiases) {
    step.checkShapes(self, step.next)
    let columns = step.inputGates.columns
    precondition(
      biases.input.count == columns && biases.state.count == columns, "biases of shape [G · H]")
    if let constant = step.constantGates { step.inputGates.checkShape(of: constant) }
    var step = unsafe ck_cell_step(step, biases)
    switch self {
    case .gru: unsafe ck_gru_forward(&step)
    case .lstm: unsafe ck_lstm_forward(&step)
    case .rnnTanh: unsafe ck_rnn_tanh_forward(&step)
    case .rnnReLU: unsafe ck_rnn_relu_forward(&step)
    }
  }

  /// Computes the gradients of `W x` and `U h` from the gradient of the next state; see `CellArithmetic`.
  func backward(_ step: CellStep, gradient: RecurrentState) {
    step.checkShapes(self, gradient)
    var step = unsafe ck_cell_step_gradient(step, gradient)
    switch self {
    case .gru: unsafe ck_gru_backward(&step)
    case .lstm: unsafe ck_lstm_backward(&step)
    case .rnnTanh: unsafe ck_rnn_tanh_backward(&step)
    case .rnnReLU: unsafe ck_rnn_relu_backward(&step)
    }
  }
}

extension ck_cell_step {
  fileprivate init(_ step: CellStep, _ biases: CellBiases) {
    unsafe self.init()
    unsafe rows = Int32(step.next.output.rows)
    unsafe hidden = Int32(step.next.output.columns)
    unsafe x_gates = unsafe step.inputGates.base
    unsafe x_stride = step.inputGates.stride
    unsafe constant_gates = unsafe UnsafePointer(step.constantGates?.base)
    unsafe constant_stride = step.constantGates?.stride ?? 0
    unsafe h_gates = unsafe step.stateGates.base
    unsafe h_stride = step.stateGates.stride
    unsafe input_bias = unsafe UnsafePointer(biases.input.base)
    unsafe state_bias = unsafe UnsafePointer(biases.state.base)
    unsafe previous = unsafe UnsafePointer(step.previous.output.base)
    unsafe previous_stride = step.previous.output.stride
    unsafe next = unsafe step.next.output.base
    unsafe next_stride = step.next.output.stride
    unsafe previous_memory_cell = unsafe UnsafePointer(step.previous.memoryCell?.base)
    unsafe previous_memory_cell_stride = step.previous.memoryCell?.stride ?? 0
    unsafe next_memory_cell = unsafe step.next.memoryCell?.base
    unsafe next_memory_cell_stride = step.next.memoryCell?.stride ?? 0
    unsafe active = unsafe UnsafePointer(step.active?.base)
  }
}

extension ck_cell_step_gradient {
  fileprivate init(_ step: CellStep, _ gradient: RecurrentState) {
    unsafe self.init()
    unsafe rows = Int32(gradient.output.rows)
    unsafe hidden = Int32(gradient.output.columns)
    unsafe x_gates = unsafe step.inputGates.base
    unsafe x_stride = step.inputGates.stride
    unsafe h_gates = unsafe step.stateGates.base
    unsafe h_stride = step.stateGates.stride
    unsafe previous = unsafe UnsafePointer(step.previous.output.base)
    unsafe previous_stride = step.previous.output.stride
    unsafe previous_memory_cell = unsafe UnsafePointer(step.previous.memoryCell?.base)
    unsafe previous_memory_cell_stride = step.previous.memoryCell?.stride ?? 0
    unsafe self.gradient = unsafe gradient.output.base
    unsafe gradient_stride = gradient.output.stride
    unsafe memory_cell_gradient = unsafe gradient.memoryCell?.base
    unsafe memory_cell_gradient_stride = gradient.memoryCell?.stride ?? 0
    unsafe active = unsafe UnsafePointer(step.active?.base)
  }
}

extension CellStep {
  /// Checks the shapes that both passes use; `other` is the next state or its gradient.
  fileprivate func checkShapes(_ kernel: GateKernel, _ other: RecurrentState) {
    let (batch, hidden) = (previous.output.rows, previous.output.columns)
    precondition(
      inputGates.rows == batch && inputGates.columns == kernel.gates * hidden,
      "W x of shape [B, G · H]")
    precondition(
      stateGates.rows == batch && stateGates.columns == kernel.gates * hidden,
      "U h of shape [B, G · H]")
    previous.output.checkShape(of: other.output)
    if kernel == .lstm {
      guard let before = previous.memoryCell, let after = other.memoryCell else {
        preconditionFailure("an LSTM without a memory cell")
      }
      previous.output.checkShape(of: before)
      previous.output.checkShape(of: after)
    }
    precondition(active.map { $0.count == batch } ?? true, "one active flag per row")
  }
}
