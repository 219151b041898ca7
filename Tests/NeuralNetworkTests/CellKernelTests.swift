import CKernels
import TestSupport
import Testing

/// The kernels of the cells' steps against their scalar twins and against central differences.
@Suite struct CellKernelTests {
  @Test(arguments: InstructionSet.available, oddSizes)
  func gruForwardIsTheTwin(_ set: InstructionSet, hidden: Int) {
    goForward(.gru, set, hidden: hidden, twin: { $0.gru($1) }) { step, row, expected in
      let gates = expected.r + expected.z + expected.n
      #expect(errorInBounds(step.x[row], gates, absolute: 1e-6) <= 1)
      #expect(errorInBounds(step.next[row], expected.next, absolute: 1e-6) <= 1)
      let q = Array(step.h[row].suffix(hidden))
      #expect(errorInBounds(q, expected.q, absolute: 1e-6) <= 1)
    }
  }

  /// Checks each row after a step, with a constant input and without.
  private func goForward<Twin>(
    _ kernel: CellKernel, _ set: InstructionSet, hidden: Int, twin: (CellKernelStep, Int) -> Twin,
    check: (CellKernelStep, Int, Twin) -> Void
  ) {
    for usesConstant in [false, true] {
      withTestMemory { memory in
        var step = CellKernelStep(kernel, memory, rows: 4, hidden: hidden)
        step.usesConstant = usesConstant
        let expected = (0..<4).map { twin(step, $0) }
        set.use(step.forward)
        for row in 0..<4 { check(step, row, expected[row]) }
        #expect(step.isFillerIntact)
      }
    }
  }

  /// Checks each row after a forward and a backward step.
  private func goBackward<Twin>(
    _ kernel: CellKernel, _ set: InstructionSet, hidden: Int, twin: (CellKernelStep, Int) -> Twin,
    check: (CellKernelStep, Int, Twin) -> Void
  ) {
    withTestMemory { memory in
      let step = CellKernelStep(kernel, memory, rows: 3, hidden: hidden)
      let expected = (0..<3).map { twin(step, $0) }
      set.use {
        step.forward()
        step.backward()
      }
      for row in 0..<3 { check(step, row, expected[row]) }
      #expect(step.isFillerIntact)
    }
  }

  @Test(arguments: InstructionSet.available, oddSizes)
  func gruBackwardIsTheTwin(_ set: InstructionSet, hidden: Int) {
    goBackward(.gru, set, hidden: hidden) { step, row in
      ScalarKernels.gruBackward(
        step.gru(row), previous: step.previous[row].map(Double.init),
        nextGradient: step.gradient[row].map(Double.init))
    } check: { step, row, expected in
      #expect(errorInBounds(step.x[row], expected.x, absolute: 2e-6) <= 1)
      #expect(errorInBounds(step.h[row], expected.h, absolute: 2e-6) <= 1)
      #expect(errorInBounds(step.gradient[row], expected.previous, absolute: 1e-6) <= 1)
    }
  }

  @Test func theTwinsGradientOfAGRUIsTheDerivative() {
    var generator = SeededGenerator(seed: 5)
    let hidden = 7
    let (x, h) = (generator.doubles(3 * hidden), generator.doubles(3 * hidden))
    let (previous, weights) = (generator.doubles(hidden), generator.doubles(hidden))
    func loss(_ x: [Double], _ h: [Double], _ previous: [Double]) -> Double {
      let next = ScalarKernels.gruForward(x: x, h: h, previous: previous).next
      return zip(next, weights).reduce(0) { $0 + $1.0 * $1.1 }
    }
    let gradient = ScalarKernels.gruBackward(
      ScalarKernels.gruForward(x: x, h: h, previous: previous), previous: previous,
      nextGradient: weights)
    let byX = numericalGradient(at: x) { loss($0, h, previous) }
    let byH = numericalGradient(at: h) { loss(x, $0, previous) }
    let byPrevious = numericalGradient(at: previous) { loss(x, h, $0) }
    #expect(gradientError(gradient.x, byX) < 1e-8)
    #expect(gradientError(gradient.h, byH) < 1e-8)
    #expect(gradientError(gradient.previous, byPrevious) < 1e-8)
  }

  @Test(arguments: InstructionSet.available, oddSizes)
  func lstmForwardIsTheTwin(_ set: InstructionSet, hidden: Int) {
    goForward(.lstm, set, hidden: hidden, twin: { $0.lstm($1) }) { step, row, expected in
      #expect(errorInBounds(step.x[row], expected.gates, absolute: 1e-6) <= 1)
      #expect(errorInBounds(step.nextMemoryCell[row], expected.memory, absolute: 2e-6) <= 1)
      #expect(errorInBounds(step.next[row], expected.next, absolute: 2e-6) <= 1)
    }
  }

  @Test(arguments: InstructionSet.available, oddSizes)
  func lstmBackwardIsTheTwin(_ set: InstructionSet, hidden: Int) {
    goBackward(.lstm, set, hidden: hidden) { step, row in
      ScalarKernels.lstmBackward(
        step.lstm(row), memory: step.previousMemoryCell[row].map(Double.init),
        nextGradient: step.gradient[row].map(Double.init),
        memoryCellGradient: step.memoryCellGradient[row].map(Double.init))
    } check: { step, row, expected in
      #expect(errorInBounds(step.x[row], expected.sums, absolute: 4e-6) <= 1)
      #expect(step.h[row] == step.x[row])
      #expect(errorInBounds(step.memoryCellGradient[row], expected.memory, absolute: 4e-6) <= 1)
      #expect(step.gradient[row].allSatisfy { $0 == 0 })
    }
  }

  @Test func theTwinsGradientOfAnLSTMIsTheDerivative() {
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
      memoryCellGradient: memoryWeights)
    #expect(gradientError(gradient.sums, numericalGradient(at: sums) { loss($0, memory) }) < 1e-8)
    #expect(gradientError(gradient.memory, numericalGradient(at: memory) { loss(sums, $0) }) < 1e-8)
  }

  @Test(arguments: InstructionSet.available, [CellKernel.rnnTanh, .rnnReLU])
  func plainStepsAreTheTwins(_ set: InstructionSet, _ kernel: CellKernel) {
    for hidden in oddSizes {
      withTestMemory { memory in
        let step = CellKernelStep(kernel, memory, rows: 3, hidden: hidden)
        let expected = (0..<3).map(step.expected)
        let gradient = (0..<3).map { step.gradient[$0] }
        set.use(step.forward)
        for row in 0..<3 {
          #expect(errorInBounds(step.next[row], expected[row], absolute: 2e-6) <= 1)
        }
        set.use(step.backward)
        for row in 0..<3 {
          let slopes = expected[row].map { y in
            kernel == .rnnTanh ? 1 - y * y : y > 0 ? 1 : 0
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

  @Test(arguments: InstructionSet.available, CellKernel.allCases)
  func inactiveRowsKeepTheirState(_ set: InstructionSet, _ kernel: CellKernel) {
    withTestMemory { memory in
      var step = CellKernelStep(kernel, memory, rows: 4, hidden: 19)
      step.active = [1, 0, 0, 1]
      let x = (0..<4).map { step.x[$0] }
      let gradient = (0..<4).map { step.gradient[$0] }
      let memoryCellGradient = (0..<4).map { step.memoryCellGradient[$0] }
      set.use(step.forward)
      for row in 1...2 {
        #expect(step.next[row] == step.previous[row])
        if kernel == .lstm { #expect(step.nextMemoryCell[row] == step.previousMemoryCell[row]) }
        #expect(step.x[row] == x[row])
      }
      #expect(step.next[3] != step.previous[3])
      set.use(step.backward)
      for row in 1...2 {
        #expect(step.x[row].allSatisfy { $0 == 0 })
        #expect(step.h[row].allSatisfy { $0 == 0 })
        #expect(step.gradient[row] == gradient[row])
        #expect(step.memoryCellGradient[row] == memoryCellGradient[row])
      }
      #expect(step.gradient[0] != gradient[0])
    }
  }

  @Test(arguments: InstructionSet.available, CellKernel.allCases)
  func aRowDoesNotDependOnTheOthers(_ set: InstructionSet, _ kernel: CellKernel) {
    withTestMemory { memory in
      let many = CellKernelStep(kernel, memory, rows: 9, hidden: 53)
      let singles = (0..<9).map { row in
        var one = CellKernelStep(kernel, memory, rows: 1, hidden: 53, padding: row)
        (one.inputBias, one.stateBias) = (many.inputBias, many.stateBias)
        one.x[0] = many.x[row]
        one.h[0] = many.h[row]
        one.constant[0] = many.constant[row]
        one.previous[0] = many.previous[row]
        one.previousMemoryCell[0] = many.previousMemoryCell[row]
        return one
      }
      set.use {
        many.forward()
        singles.forEach { $0.forward() }
      }
      for row in 0..<9 {
        #expect(many.next[row] == singles[row].next[0])
        #expect(many.x[row] == singles[row].x[0])
        if kernel == .lstm { #expect(many.nextMemoryCell[row] == singles[row].nextMemoryCell[0]) }
      }
    }
  }

  @Test(arguments: InstructionSet.available, CellKernel.allCases)
  func theNextStateMayReplaceThePrevious(_ set: InstructionSet, _ kernel: CellKernel) {
    withTestMemory { memory in
      var step = CellKernelStep(kernel, memory, rows: 3, hidden: 37)
      let expected = (0..<3).map(step.expected)
      step.next = step.previous
      step.nextMemoryCell = step.previousMemoryCell
      set.use(step.forward)
      for row in 0..<3 {
        #expect(errorInBounds(step.next[row], expected[row], absolute: 2e-6) <= 1)
      }
    }
  }

  @Test(arguments: InstructionSet.available, CellKernel.allCases)
  func notANumberStays(_ set: InstructionSet, _ kernel: CellKernel) {
    withTestMemory { memory in
      let step = CellKernelStep(kernel, memory, rows: 2, hidden: 33)
      // In the first gate and in the last.
      step.x.pointer[7] = .nan
      step.x.pointer[(kernel.gates - 1) * 33 + 32] = .nan
      set.use(step.forward)
      #expect(step.next[0].indices.filter { step.next[0][$0].isNaN } == [7, 32])
      #expect(step.next[1].allSatisfy { $0.isFinite })
    }
  }
}
