import CKernels
import TestSupport

/// The kernels of a kind of cell.
enum CellKernel: CaseIterable, Sendable {
  case gru, lstm, rnnTanh, rnnReLU

  var gates: Int {
    switch self {
    case .gru: 3
    case .lstm: 4
    case .rnnTanh, .rnnReLU: 1
    }
  }
}

/// The matrices of one time step, with gaps between rows, and the calls of its kernels.
struct CellKernelStep {
  let kernel: CellKernel
  var x, h, constant, inputBias, stateBias: FloatRows
  var previous, next, previousMemoryCell, nextMemoryCell, gradient, memoryCellGradient: FloatRows
  var usesConstant = true
  var active: [UInt8]?

  init(_ kernel: CellKernel, _ memory: TestMemory, rows: Int, hidden: Int, padding: Int = 5) {
    self.kernel = kernel
    let columns = kernel.gates * hidden
    x = memory.rows(rows, columns, padding: padding, scale: 3)
    h = memory.rows(rows, columns, padding: padding + 1, scale: 3)
    constant = memory.rows(rows, columns, padding: padding + 2)
    inputBias = memory.rows(1, columns)
    stateBias = memory.rows(1, columns)
    previous = memory.rows(rows, hidden, padding: padding)
    next = memory.rows(rows, hidden, padding: padding + 3)
    previousMemoryCell = memory.rows(rows, hidden, padding: padding + 4, scale: 2)
    nextMemoryCell = memory.rows(rows, hidden, padding: padding + 2)
    gradient = memory.rows(rows, hidden, padding: padding)
    memoryCellGradient = memory.rows(rows, hidden, padding: padding + 1)
  }

  func forward() {
    withOptionalPointer(active) { active in
      let hasMemoryCell = kernel == .lstm
      var step = ck_cell_step(
        rows: Int32(x.rows), hidden: Int32(previous.columns),
        x_gates: x.pointer, x_stride: x.stride,
        constant_gates: usesConstant ? UnsafePointer(constant.pointer) : nil,
        constant_stride: constant.stride, h_gates: h.pointer, h_stride: h.stride,
        input_bias: inputBias.pointer, state_bias: stateBias.pointer,
        previous: previous.pointer, previous_stride: previous.stride,
        next: next.pointer, next_stride: next.stride,
        previous_memory_cell: hasMemoryCell ? UnsafePointer(previousMemoryCell.pointer) : nil,
        previous_memory_cell_stride: previousMemoryCell.stride,
        next_memory_cell: hasMemoryCell ? nextMemoryCell.pointer : nil,
        next_memory_cell_stride: nextMemoryCell.stride, active: active)
      switch kernel {
      case .gru: ck_gru_forward(&step)
      case .lstm: ck_lstm_forward(&step)
      case .rnnTanh: ck_rnn_tanh_forward(&step)
      case .rnnReLU: ck_rnn_relu_forward(&step)
      }
    }
  }

  func backward() {
    withOptionalPointer(active) { active in
      let hasMemoryCell = kernel == .lstm
      var step = ck_cell_step_gradient(
        rows: Int32(x.rows), hidden: Int32(previous.columns),
        x_gates: x.pointer, x_stride: x.stride, h_gates: h.pointer, h_stride: h.stride,
        previous: previous.pointer, previous_stride: previous.stride,
        previous_memory_cell: hasMemoryCell ? UnsafePointer(previousMemoryCell.pointer) : nil,
        previous_memory_cell_stride: previousMemoryCell.stride,
        gradient: gradient.pointer, gradient_stride: gradient.stride,
        memory_cell_gradient: hasMemoryCell ? memoryCellGradient.pointer : nil,
        memory_cell_gradient_stride: memoryCellGradient.stride, active: active)
      switch kernel {
      case .gru: ck_gru_backward(&step)
      case .lstm: ck_lstm_backward(&step)
      case .rnnTanh: ck_rnn_tanh_backward(&step)
      case .rnnReLU: ck_rnn_relu_backward(&step)
      }
    }
  }

  var isFillerIntact: Bool {
    [
      x, h, constant, previous, next, previousMemoryCell, nextMemoryCell, gradient,
      memoryCellGradient,
    ].allSatisfy(\.isFillerIntact)
  }
}

// The twins' results for a row, from the values before `forward`.
extension CellKernelStep {
  private func sum(_ parts: [[Float]]) -> [Double] {
    parts[0].indices.map { i in parts.reduce(0) { $0 + Double($1[i]) } }
  }

  /// The two sums that enter the gates: the input's and the state's.
  private func sums(_ row: Int) -> (x: [Double], h: [Double]) {
    (
      sum([x[row], inputBias[0]] + (usesConstant ? [constant[row]] : [])),
      sum([h[row], stateBias[0]])
    )
  }

  func gru(_ row: Int) -> ScalarKernels.GRUStep {
    let (x, h) = sums(row)
    return ScalarKernels.gruForward(x: x, h: h, previous: previous[row].map(Double.init))
  }

  func lstm(_ row: Int) -> ScalarKernels.LSTMStep {
    let (x, h) = sums(row)
    return ScalarKernels.lstmForward(
      zip(x, h).map(+), memory: previousMemoryCell[row].map(Double.init))
  }

  /// The next state.
  func expected(_ row: Int) -> [Double] {
    let (x, h) = sums(row)
    return switch kernel {
    case .gru: gru(row).next
    case .lstm: lstm(row).next
    case .rnnTanh: zip(x, h).map { ScalarKernels.tanh($0 + $1) }
    case .rnnReLU: zip(x, h).map { ScalarKernels.relu($0 + $1) }
    }
  }
}

/// Calls a body with a pointer to the bytes, or nil if there are none.
private func withOptionalPointer(_ bytes: [UInt8]?, _ body: (UnsafePointer<UInt8>?) -> Void) {
  guard let bytes else { return body(nil) }
  bytes.withUnsafeBufferPointer { body($0.baseAddress) }
}
