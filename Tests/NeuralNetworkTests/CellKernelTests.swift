import CKernels
import TestSupport
import Testing

/// The kernels of the steps of LSTM and plain RNN against their scalar twins.
@Suite struct CellKernelTests {
  enum Kind: CaseIterable, Sendable {
    case lstm, rnnTanh, rnnReLU

    var gates: Int { self == .lstm ? 4 : 1 }
  }

  /// One step's memory, with padded rows, and the call on it.
  struct Step {
    let kind: Kind
    var x, h, constant, inputBias, stateBias: FloatRows
    var previous, next, previousMemory, nextMemory, gradient, memoryGradient: FloatRows
    var usesConstant = true
    var active: [UInt8]?

    init(_ kind: Kind, _ memory: TestMemory, rows: Int, hidden: Int, padding: Int = 5) {
      self.kind = kind
      let columns = kind.gates * hidden
      x = memory.rows(rows, columns, padding: padding, scale: 3)
      h = memory.rows(rows, columns, padding: padding + 1, scale: 3)
      constant = memory.rows(rows, columns, padding: padding + 2)
      inputBias = memory.rows(1, columns)
      stateBias = memory.rows(1, columns)
      previous = memory.rows(rows, hidden, padding: padding)
      next = memory.rows(rows, hidden, padding: padding + 3)
      previousMemory = memory.rows(rows, hidden, padding: padding + 4, scale: 2)
      nextMemory = memory.rows(rows, hidden, padding: padding + 2)
      gradient = memory.rows(rows, hidden, padding: padding)
      memoryGradient = memory.rows(rows, hidden, padding: padding + 1)
    }

    func forward() {
      withOptionalPointer(active) { active in
        let hasMemory = kind == .lstm
        var step = ck_cell_step(
          rows: Int32(x.rows), hidden: Int32(previous.columns),
          x_gates: x.pointer, x_stride: x.stride,
          constant_gates: usesConstant ? UnsafePointer(constant.pointer) : nil,
          constant_stride: constant.stride, h_gates: h.pointer, h_stride: h.stride,
          input_bias: inputBias.pointer, state_bias: stateBias.pointer,
          previous: previous.pointer, previous_stride: previous.stride,
          next: next.pointer, next_stride: next.stride,
          previous_memory: hasMemory ? UnsafePointer(previousMemory.pointer) : nil,
          previous_memory_stride: previousMemory.stride,
          next_memory: hasMemory ? nextMemory.pointer : nil,
          next_memory_stride: nextMemory.stride, active: active)
        switch kind {
        case .lstm: ck_lstm_forward(&step)
        case .rnnTanh: ck_rnn_tanh_forward(&step)
        case .rnnReLU: ck_rnn_relu_forward(&step)
        }
      }
    }

    func backward() {
      withOptionalPointer(active) { active in
        let hasMemory = kind == .lstm
        var step = ck_cell_step_gradient(
          rows: Int32(x.rows), hidden: Int32(previous.columns),
          x_gates: x.pointer, x_stride: x.stride, h_gates: h.pointer, h_stride: h.stride,
          previous: previous.pointer, previous_stride: previous.stride,
          previous_memory: hasMemory ? UnsafePointer(previousMemory.pointer) : nil,
          previous_memory_stride: previousMemory.stride,
          gradient: gradient.pointer, gradient_stride: gradient.stride,
          memory_gradient: hasMemory ? memoryGradient.pointer : nil,
          memory_gradient_stride: memoryGradient.stride, active: active)
        switch kind {
        case .lstm: ck_lstm_backward(&step)
        case .rnnTanh: ck_rnn_tanh_backward(&step)
        case .rnnReLU: ck_rnn_relu_backward(&step)
        }
      }
    }

    /// The sums that enter the gates of a row, from the memory before `forward`.
    func sums(_ row: Int) -> [Double] {
      let parts =
        [x[row], h[row], inputBias[0], stateBias[0]] + (usesConstant ? [constant[row]] : [])
      return x[row].indices.map { i in parts.reduce(0) { $0 + Double($1[i]) } }
    }

    func lstm(_ row: Int) -> ScalarKernels.LSTMStep {
      ScalarKernels.lstmForward(sums(row), memory: previousMemory[row].map(Double.init))
    }

    /// The output of a row of a plain RNN.
    func rnn(_ row: Int) -> [Double] {
      sums(row).map(kind == .rnnTanh ? ScalarKernels.tanh : ScalarKernels.relu)
    }

    var isFillerIntact: Bool {
      [
        x, h, constant, previous, next, previousMemory, nextMemory, gradient, memoryGradient,
      ].allSatisfy(\.isFillerIntact)
    }
  }

  @Test(arguments: InstructionSet.available, oddSizes)
  func lstmForwardIsTheTwin(_ set: InstructionSet, hidden: Int) {
    for usesConstant in [false, true] {
      withTestMemory { memory in
        var step = Step(.lstm, memory, rows: 4, hidden: hidden)
        step.usesConstant = usesConstant
        let expected = (0..<4).map(step.lstm)
        set.use(step.forward)
        for row in 0..<4 {
          #expect(errorInBounds(step.x[row], expected[row].gates, absolute: 1e-6) <= 1)
          #expect(errorInBounds(step.nextMemory[row], expected[row].memory, absolute: 2e-6) <= 1)
          #expect(errorInBounds(step.next[row], expected[row].next, absolute: 2e-6) <= 1)
        }
        #expect(step.isFillerIntact)
      }
    }
  }

  @Test(arguments: InstructionSet.available, oddSizes)
  func lstmBackwardIsTheTwin(_ set: InstructionSet, hidden: Int) {
    withTestMemory { memory in
      let step = Step(.lstm, memory, rows: 3, hidden: hidden)
      let expected = (0..<3).map { row in
        ScalarKernels.lstmBackward(
          step.lstm(row), memory: step.previousMemory[row].map(Double.init),
          nextGradient: step.gradient[row].map(Double.init),
          memoryGradient: step.memoryGradient[row].map(Double.init))
      }
      set.use {
        step.forward()
        step.backward()
      }
      for row in 0..<3 {
        #expect(errorInBounds(step.x[row], expected[row].sums, absolute: 4e-6) <= 1)
        #expect(step.h[row] == step.x[row])
        #expect(errorInBounds(step.memoryGradient[row], expected[row].memory, absolute: 4e-6) <= 1)
        #expect(step.gradient[row].allSatisfy { $0 == 0 })
      }
      #expect(step.isFillerIntact)
    }
  }

  @Test func theTwinsGradientIsTheDerivative() {
    var generator = SeededGenerator(seed: 5)
    let hidden = 7
    let (sums, memory) = (generator.doubles(4 * hidden), generator.doubles(hidden))
    let (weights, memoryWeights) = (generator.doubles(hidden), generator.doubles(hidden))
    func loss(_ sums: [Double], _ memory: [Double]) -> Double {
      let step = ScalarKernels.lstmForward(sums, memory: memory)
      return zip(step.next + step.memory, weights + memoryWeights).reduce(0) { $0 + $1.0 * $1.1 }
    }
    let gradient = ScalarKernels.lstmBackward(
      ScalarKernels.lstmForward(sums, memory: memory), memory: memory, nextGradient: weights,
      memoryGradient: memoryWeights)
    #expect(gradientError(gradient.sums, numericalGradient(at: sums) { loss($0, memory) }) < 1e-8)
    #expect(gradientError(gradient.memory, numericalGradient(at: memory) { loss(sums, $0) }) < 1e-8)
  }

  @Test(arguments: InstructionSet.available, [Kind.rnnTanh, .rnnReLU])
  func plainStepsAreTheTwins(_ set: InstructionSet, kind: Kind) {
    for hidden in oddSizes {
      withTestMemory { memory in
        let step = Step(kind, memory, rows: 3, hidden: hidden)
        let expected = (0..<3).map(step.rnn)
        let gradient = (0..<3).map { step.gradient[$0] }
        set.use(step.forward)
        for row in 0..<3 {
          #expect(errorInBounds(step.next[row], expected[row], absolute: 2e-6) <= 1)
        }
        set.use(step.backward)
        for row in 0..<3 {
          let slopes = expected[row].map { y in
            kind == .rnnTanh ? 1 - y * y : y > 0 ? 1 : 0
          }
          let sums = zip(gradient[row], slopes).map { Double($0) * $1 }
          #expect(errorInBounds(step.x[row], sums, absolute: 4e-6) <= 1)
          #expect(step.h[row] == step.x[row])
          #expect(step.gradient[row].allSatisfy { $0 == 0 })
        }
        #expect(step.isFillerIntact)
      }
    }
  }

  @Test(arguments: InstructionSet.available, Kind.allCases)
  func inactiveRowsKeepTheirState(_ set: InstructionSet, kind: Kind) {
    withTestMemory { memory in
      var step = Step(kind, memory, rows: 4, hidden: 19)
      step.active = [1, 0, 0, 1]
      let x = (0..<4).map { step.x[$0] }
      let gradient = (0..<4).map { step.gradient[$0] }
      let memoryGradient = (0..<4).map { step.memoryGradient[$0] }
      set.use(step.forward)
      for row in 1...2 {
        #expect(step.next[row] == step.previous[row])
        if kind == .lstm { #expect(step.nextMemory[row] == step.previousMemory[row]) }
        #expect(step.x[row] == x[row])
      }
      #expect(step.next[3] != step.previous[3])
      set.use(step.backward)
      for row in 1...2 {
        #expect(step.x[row].allSatisfy { $0 == 0 })
        #expect(step.h[row].allSatisfy { $0 == 0 })
        #expect(step.gradient[row] == gradient[row])
        #expect(step.memoryGradient[row] == memoryGradient[row])
      }
      #expect(step.gradient[0] != gradient[0])
    }
  }

  @Test(arguments: InstructionSet.available, Kind.allCases)
  func aRowDoesNotDependOnTheOthers(_ set: InstructionSet, kind: Kind) {
    withTestMemory { memory in
      let many = Step(kind, memory, rows: 9, hidden: 53)
      let singles = (0..<9).map { row in
        var one = Step(kind, memory, rows: 1, hidden: 53, padding: row)
        (one.inputBias, one.stateBias) = (many.inputBias, many.stateBias)
        one.x[0] = many.x[row]
        one.h[0] = many.h[row]
        one.constant[0] = many.constant[row]
        one.previous[0] = many.previous[row]
        one.previousMemory[0] = many.previousMemory[row]
        return one
      }
      set.use {
        many.forward()
        singles.forEach { $0.forward() }
      }
      for row in 0..<9 {
        #expect(many.next[row] == singles[row].next[0])
        if kind == .lstm { #expect(many.nextMemory[row] == singles[row].nextMemory[0]) }
      }
    }
  }

  @Test(arguments: InstructionSet.available, Kind.allCases)
  func theNextStateMayReplaceThePrevious(_ set: InstructionSet, kind: Kind) {
    withTestMemory { memory in
      var step = Step(kind, memory, rows: 3, hidden: 37)
      let expected = (0..<3).map { kind == .lstm ? step.lstm($0).next : step.rnn($0) }
      step.next = step.previous
      step.nextMemory = step.previousMemory
      set.use(step.forward)
      for row in 0..<3 {
        #expect(errorInBounds(step.next[row], expected[row], absolute: 2e-6) <= 1)
      }
    }
  }

  @Test(arguments: InstructionSet.available, Kind.allCases)
  func notANumberStays(_ set: InstructionSet, kind: Kind) {
    withTestMemory { memory in
      let step = Step(kind, memory, rows: 2, hidden: 33)
      step.x.pointer[7] = .nan
      set.use(step.forward)
      #expect(step.next[0].indices.filter { step.next[0][$0].isNaN } == [7])
      #expect(step.next[1].allSatisfy { $0.isFinite })
    }
  }
}
