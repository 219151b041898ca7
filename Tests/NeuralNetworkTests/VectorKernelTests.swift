import CKernels
import TestSupport
import Testing

/// Compares the kernels over vectors and rows with their formulas.
@Suite struct VectorKernelTests {
  @Test(arguments: InstructionSet.available, oddSizes)
  func sumsAndSlopes(_ set: InstructionSet, count: Int) {
    withTestMemory { memory in
      let (x, y) = (memory.rows(1, count), memory.rows(1, count))
      let (a, b) = (x[0], y[0])
      set.use { ck_add(count, y.pointer, x.pointer) }
      #expect(y[0] == zip(b, a).map(+))
      y[0] = b
      set.use { ck_tanh_backward(count, y.pointer, x.pointer) }
      let expected = zip(b, a).map { Double($0) * (1 - Double($1) * Double($1)) }
      #expect(errorInBounds(y[0], expected, absolute: 1e-7, relative: 2e-7) <= 1)
    }
  }

  @Test(arguments: InstructionSet.available)
  func hyperbolicTangentIsWithinThreeUlp(_ set: InstructionSet) {
    withTestMemory { memory in
      let near = (-4000...4000).map { Float($0) * 0.0025 }
      let tiny = (-40...0).map { Float(sign: .plus, exponent: 3 * $0, significand: 1.37) }
      let y = memory.vector(near + tiny)
      set.use { ck_tanh(y.columns, y.pointer) }
      let expected = (near + tiny).map { ScalarKernels.tanh(Double($0)) }
      for (value, e) in zip(y[0], expected) {
        #expect(abs(Double(value) - e) <= 3 * Double(Float(e).ulp))
      }
    }
  }

  @Test(arguments: InstructionSet.available)
  func hyperbolicTangentAtItsLimits(_ set: InstructionSet) {
    withTestMemory { memory in
      let tiny = 1000 * Float.leastNonzeroMagnitude
      let x: [Float] = [0, -0.0, 20, -20, 1e38, -1e38, .infinity, -.infinity, tiny]
      let y = memory.vector(x + [.nan, -.nan])
      set.use { ck_tanh(y.columns, y.pointer) }
      #expect(Array(y[0].prefix(9)) == [0, 0, 1, -1, 1, -1, 1, -1, tiny])
      #expect(y[0][1].sign == .minus)
      #expect(y[0][9].isNaN && y[0][10].isNaN)
    }
  }

  @Test(arguments: InstructionSet.available)
  func hyperbolicTangentIsOdd(_ set: InstructionSet) {
    withTestMemory { memory in
      let (x, y) = (memory.rows(1, 5000, scale: 10), memory.rows(1, 5000))
      y[0] = x[0].map { -$0 }
      set.use {
        ck_tanh(5000, x.pointer)
        ck_tanh(5000, y.pointer)
      }
      #expect(x[0] == y[0].map { -$0 })
    }
  }

  @Test func theTwinsDerivativeOfTheHyperbolicTangent() {
    let points = [-2, -0.6, 0, 0.1, 1.5]
    for x in points {
      let numerical = numericalGradient(at: [x]) { ScalarKernels.tanh($0[0]) }
      let y = ScalarKernels.tanh(x)
      #expect(gradientError([1 - y * y], numerical) < 1e-8)
    }
  }

  @Test(arguments: InstructionSet.available, oddSizes)
  func biasAndColumnSum(_ set: InstructionSet, columns: Int) {
    withTestMemory { memory in
      let y = memory.rows(5, columns, padding: 4)
      let (bias, sum) = (memory.rows(1, columns), memory.rows(1, columns))
      let before = (0..<5).map { y[$0] }
      set.use { ck_add_bias(5, Int32(columns), y.pointer, y.stride, bias.pointer) }
      for row in 0..<5 { #expect(y[row] == zip(before[row], bias[0]).map(+)) }

      let expected = (0..<5).reduce(sum[0]) { zip($0, y[$1]).map(+) }
      set.use { ck_column_sum(5, Int32(columns), y.pointer, y.stride, sum.pointer) }
      #expect(sum[0] == expected)
      #expect(y.isFillerIntact)
    }
  }

  @Test(arguments: InstructionSet.available, oddSizes)
  func gather(_ set: InstructionSet, columns: Int) {
    withTestMemory { memory in
      let table = memory.rows(9, columns, padding: 2)
      let y = memory.rows(5, columns, padding: 3)
      let ids: [Int32] = [8, 0, 3, 3, 1]
      set.use {
        ck_gather(5, Int32(columns), table.pointer, table.stride, ids, y.pointer, y.stride)
      }
      for row in 0..<5 { #expect(y[row] == table[Int(ids[row])]) }
      #expect(table.isFillerIntact && y.isFillerIntact)
    }
  }

  @Test(arguments: InstructionSet.available)
  func nothingIsDoneToNoElements(_ set: InstructionSet) {
    withTestMemory { memory in
      let y = memory.vector([7])
      set.use {
        ck_add(0, y.pointer, y.pointer)
        ck_tanh(0, y.pointer)
        ck_column_sum(0, 1, y.pointer, 1, y.pointer)
      }
      #expect(y[0] == [7])
    }
  }
}
