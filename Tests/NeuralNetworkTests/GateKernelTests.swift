import CKernels
import TestSupport
import Testing

/// The kernels of a GRU's step against their scalar twins and against central differences.
@Suite struct GateKernelTests {
  /// One step's memory, with padded rows, and the call on it.
  struct Step {
    var x, h, constant, inputBias, stateBias, previous, next, gradient: FloatRows
    var usesConstant = true
    var active: [UInt8]?

    init(_ memory: TestMemory, rows: Int, hidden: Int, padding: Int = 5) {
      x = memory.rows(rows, 3 * hidden, padding: padding, scale: 3)
      h = memory.rows(rows, 3 * hidden, padding: padding + 1, scale: 3)
      constant = memory.rows(rows, 3 * hidden, padding: padding + 2)
      inputBias = memory.rows(1, 3 * hidden)
      stateBias = memory.rows(1, 3 * hidden)
      previous = memory.rows(rows, hidden, padding: padding)
      next = memory.rows(rows, hidden, padding: padding + 3)
      gradient = memory.rows(rows, hidden, padding: padding)
    }

    func forward() {
      withOptionalPointer(active) { active in
        var step = ck_cell_step(
          rows: Int32(x.rows), hidden: Int32(previous.columns),
          x_gates: x.pointer, x_stride: x.stride,
          constant_gates: usesConstant ? UnsafePointer(constant.pointer) : nil,
          constant_stride: constant.stride, h_gates: h.pointer, h_stride: h.stride,
          input_bias: inputBias.pointer, state_bias: stateBias.pointer,
          previous: previous.pointer, previous_stride: previous.stride,
          next: next.pointer, next_stride: next.stride,
          previous_memory: nil, previous_memory_stride: 0, next_memory: nil,
          next_memory_stride: 0, active: active)
        ck_gru_forward(&step)
      }
    }

    func backward() {
      withOptionalPointer(active) { active in
        var step = ck_cell_step_gradient(
          rows: Int32(x.rows), hidden: Int32(previous.columns),
          x_gates: x.pointer, x_stride: x.stride, h_gates: h.pointer, h_stride: h.stride,
          previous: previous.pointer, previous_stride: previous.stride,
          previous_memory: nil, previous_memory_stride: 0,
          gradient: gradient.pointer, gradient_stride: gradient.stride,
          memory_gradient: nil, memory_gradient_stride: 0, active: active)
        ck_gru_backward(&step)
      }
    }

    func isActive(_ row: Int) -> Bool { active.map { $0[row] != 0 } ?? true }

    /// The twin's answer for a row, from the memory before `forward`.
    func expected(_ row: Int) -> ScalarKernels.GRUStep {
      var sums = zip(x[row], inputBias[0]).map { Double($0) + Double($1) }
      if usesConstant { sums = zip(sums, constant[row]).map { $0 + Double($1) } }
      return ScalarKernels.gruForward(
        x: sums, h: zip(h[row], stateBias[0]).map { Double($0) + Double($1) },
        previous: previous[row].map(Double.init))
    }

    var isFillerIntact: Bool {
      [x, h, constant, previous, next, gradient].allSatisfy(\.isFillerIntact)
    }
  }

  @Test(arguments: InstructionSet.available, oddSizes)
  func forwardIsTheTwin(_ set: InstructionSet, hidden: Int) {
    for usesConstant in [false, true] {
      withTestMemory { memory in
        var step = Step(memory, rows: 4, hidden: hidden)
        step.usesConstant = usesConstant
        let expected = (0..<4).map(step.expected)
        set.use(step.forward)
        for row in 0..<4 {
          let gates = expected[row].r + expected[row].z + expected[row].n
          #expect(errorInBounds(step.x[row], gates, absolute: 1e-6) <= 1)
          #expect(errorInBounds(step.next[row], expected[row].next, absolute: 1e-6) <= 1)
          let q = Array(step.h[row].suffix(hidden))
          #expect(errorInBounds(q, expected[row].q, absolute: 1e-6) <= 1)
        }
        #expect(step.isFillerIntact)
      }
    }
  }

  @Test(arguments: InstructionSet.available, oddSizes)
  func backwardIsTheTwin(_ set: InstructionSet, hidden: Int) {
    withTestMemory { memory in
      let step = Step(memory, rows: 3, hidden: hidden)
      let steps = (0..<3).map(step.expected)
      let expected = (0..<3).map { row in
        ScalarKernels.gruBackward(
          steps[row], previous: step.previous[row].map(Double.init),
          nextGradient: step.gradient[row].map(Double.init))
      }
      set.use {
        step.forward()
        step.backward()
      }
      for row in 0..<3 {
        #expect(errorInBounds(step.x[row], expected[row].x, absolute: 2e-6) <= 1)
        #expect(errorInBounds(step.h[row], expected[row].h, absolute: 2e-6) <= 1)
        #expect(errorInBounds(step.gradient[row], expected[row].previous, absolute: 1e-6) <= 1)
      }
      #expect(step.isFillerIntact)
    }
  }

  @Test func theTwinsGradientIsTheDerivative() {
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

  @Test(arguments: InstructionSet.available)
  func inactiveRowsKeepTheirState(_ set: InstructionSet) {
    withTestMemory { memory in
      var step = Step(memory, rows: 4, hidden: 19)
      step.active = [1, 0, 0, 1]
      let (x, gradient) = (step.x.values, step.gradient.values)
      set.use(step.forward)
      for row in 1...2 {
        #expect(step.next[row] == step.previous[row])
        #expect(step.x[row] == Array(x[row * 57..<(row + 1) * 57]))
      }
      #expect(step.next[3] != step.previous[3])

      set.use(step.backward)
      for row in 1...2 {
        #expect(step.x[row].allSatisfy { $0 == 0 })
        #expect(step.h[row].allSatisfy { $0 == 0 })
        #expect(step.gradient[row] == Array(gradient[row * 19..<(row + 1) * 19]))
      }
      #expect(step.gradient[0] != Array(gradient[0..<19]))
    }
  }

  @Test(arguments: InstructionSet.available)
  func aRowDoesNotDependOnTheOthers(_ set: InstructionSet) {
    withTestMemory { memory in
      let many = Step(memory, rows: 9, hidden: 53)
      let singles = (0..<9).map { row in
        var one = Step(memory, rows: 1, hidden: 53, padding: row)
        (one.inputBias, one.stateBias) = (many.inputBias, many.stateBias)
        one.x[0] = many.x[row]
        one.h[0] = many.h[row]
        one.constant[0] = many.constant[row]
        one.previous[0] = many.previous[row]
        return one
      }
      set.use {
        many.forward()
        singles.forEach { $0.forward() }
      }
      for row in 0..<9 {
        #expect(many.next[row] == singles[row].next[0])
        #expect(many.x[row] == singles[row].x[0])
      }
    }
  }

  @Test(arguments: InstructionSet.available)
  func theNextStateMayReplaceThePrevious(_ set: InstructionSet) {
    withTestMemory { memory in
      var step = Step(memory, rows: 3, hidden: 37)
      let expected = (0..<3).map { step.expected($0).next }
      step.next = step.previous
      set.use(step.forward)
      for row in 0..<3 {
        #expect(errorInBounds(step.next[row], expected[row], absolute: 1e-6) <= 1)
      }
    }
  }

  @Test(arguments: InstructionSet.available)
  func notANumberStays(_ set: InstructionSet) {
    withTestMemory { memory in
      let step = Step(memory, rows: 2, hidden: 33)
      step.x.pointer[7] = .nan
      step.x.pointer[66 + 32] = .nan
      set.use(step.forward)
      #expect(step.next[0].indices.filter { step.next[0][$0].isNaN } == [7, 32])
      #expect(step.next[1].allSatisfy { $0.isFinite })
    }
  }
}

/// Calls a body with a pointer to the bytes, or with nil for no bytes.
func withOptionalPointer(_ bytes: [UInt8]?, _ body: (UnsafePointer<UInt8>?) -> Void) {
  guard let bytes else { return body(nil) }
  bytes.withUnsafeBufferPointer { body($0.baseAddress) }
}
