import CKernels
import TestSupport
import Testing

/// The kernels of layer normalisation against the scalar twin and its central differences.
@Suite struct LayerNormKernelTests {
  /// Rows with gaps between them, and the calls of the kernels.
  struct Rows {
    let y, gain, normalized, inverse, gradient, gainGradient, biasGradient: FloatRows

    init(_ memory: TestMemory, rows: Int, columns: Int) {
      y = memory.rows(rows, columns, padding: 3, scale: 4)
      gain = memory.rows(1, columns)
      normalized = memory.rows(rows, columns, padding: 2)
      inverse = memory.rows(1, rows)
      gradient = memory.rows(rows, columns, padding: 1)
      gainGradient = memory.rows(1, columns)
      biasGradient = memory.rows(1, columns)
    }

    func forward(keeping: Bool = true) {
      var rows = ck_layer_norm_rows(
        rows: Int32(y.rows), columns: Int32(y.columns), y: y.pointer, stride: y.stride,
        gain: gain.pointer, normalized: keeping ? normalized.pointer : nil,
        normalized_stride: normalized.stride, inverse: keeping ? inverse.pointer : nil)
      ck_layer_norm(&rows)
    }

    func backward() {
      var rows = ck_layer_norm_rows_gradient(
        rows: Int32(y.rows), columns: Int32(y.columns), gradient: gradient.pointer,
        stride: gradient.stride, gain: gain.pointer, normalized: normalized.pointer,
        normalized_stride: normalized.stride, inverse: inverse.pointer,
        gain_gradient: gainGradient.pointer, bias_gradient: biasGradient.pointer)
      ck_layer_norm_backward(&rows)
    }

    func expected(_ row: Int) -> [Double] {
      ScalarKernels.layerNorm(y[row].map(Double.init), gain: gain[0].map(Double.init))
    }
  }

  @Test(arguments: InstructionSet.available, oddSizes)
  func forwardIsTheTwin(_ set: InstructionSet, columns: Int) {
    for keeping in [false, true] {
      withTestMemory { memory in
        let rows = Rows(memory, rows: 4, columns: columns)
        let expected = (0..<4).map(rows.expected)
        set.use { rows.forward(keeping: keeping) }
        for row in 0..<4 {
          #expect(errorInBounds(rows.y[row], expected[row], absolute: 5e-6, relative: 1e-5) <= 1)
        }
        #expect(rows.y.isFillerIntact && rows.normalized.isFillerIntact)
      }
    }
  }

  /// A large common offset must not cost precision.
  @Test(arguments: InstructionSet.available)
  func aLargeMeanCancels(_ set: InstructionSet) {
    withTestMemory { memory in
      let rows = Rows(memory, rows: 1, columns: 512)
      rows.y[0] = rows.y[0].map { 1000 + $0 }
      let expected = rows.expected(0)
      set.use { rows.forward() }
      #expect(errorInBounds(rows.y[0], expected, absolute: 2e-4) <= 1)
    }
  }

  @Test(arguments: InstructionSet.available, [1, 2, 3, 17, 33])
  func backwardIsTheDerivative(_ set: InstructionSet, columns: Int) {
    withTestMemory { memory in
      let rows = Rows(memory, rows: 3, columns: columns)
      let points = (0..<3).map { rows.y[$0].map(Double.init) }
      let weights = (0..<3).map { rows.gradient[$0].map(Double.init) }
      let gain = rows.gain[0].map(Double.init)
      let (gains, biases) = (rows.gainGradient[0], rows.biasGradient[0])
      func loss(_ row: Int, _ x: [Double], _ gain: [Double]) -> Double {
        zip(ScalarKernels.layerNorm(x, gain: gain), weights[row]).reduce(0) { $0 + $1.0 * $1.1 }
      }
      set.use {
        rows.forward()
        rows.backward()
      }
      for row in 0..<3 {
        let expected = numericalGradient(at: points[row]) { loss(row, $0, gain) }
        #expect(errorInBounds(rows.gradient[row], expected, absolute: 2e-5, relative: 1e-4) <= 1)
      }
      // The gradients are added to existing values.
      let byGain = numericalGradient(at: gain) { gain in
        (0..<3).reduce(0) { $0 + loss($1, points[$1], gain) }
      }
      let expectedGain = zip(gains, byGain).map { Double($0) + $1 }
      let expectedBias = biases.indices.map { i in
        weights.reduce(Double(biases[i])) { $0 + $1[i] }
      }
      #expect(errorInBounds(rows.gainGradient[0], expectedGain, absolute: 1e-5) <= 1)
      #expect(errorInBounds(rows.biasGradient[0], expectedBias, absolute: 1e-6) <= 1)
      #expect(rows.gradient.isFillerIntact)
    }
  }

  @Test(arguments: InstructionSet.available)
  func aRowDoesNotDependOnTheOthers(_ set: InstructionSet) {
    withTestMemory { memory in
      let rows = Rows(memory, rows: 5, columns: 97)
      let before = (0..<5).map { rows.y[$0] }
      set.use { rows.forward() }
      for row in 0..<5 {
        let one = Rows(memory, rows: 1, columns: 97)
        one.gain[0] = rows.gain[0]
        one.y[0] = before[row]
        set.use { one.forward(keeping: false) }
        #expect(one.y[0] == rows.y[row])
      }
    }
  }

  @Test(arguments: InstructionSet.available)
  func notANumberStaysInItsRow(_ set: InstructionSet) {
    withTestMemory { memory in
      let rows = Rows(memory, rows: 2, columns: 33)
      rows.y.pointer[5] = .nan
      set.use { rows.forward() }
      #expect(rows.y[0].allSatisfy { $0.isNaN })
      #expect(rows.y[1].allSatisfy { $0.isFinite })
    }
  }
}
