@testable import NeuralNetwork
import TestSupport
import Testing

/// The layout of parameters and their initial values.
@Suite struct ParameterTests {
  @Test func parametersLieApartAndAligned() {
    var layout = ParameterLayout()
    let a = layout.add("a", [3, 5], .zero)
    let b = layout.add("b", [16], .zero)
    let c = layout.add("c", [1, 1], .zero)
    #expect([a.offset, b.offset, c.offset] == [0, 16, 32])
    #expect(layout.size == 48)
    #expect(layout.parameterCount == 15 + 16 + 1)
    #expect((a.rows, a.columns, a.count) == (3, 5, 15))
    #expect((b.rows, b.columns, b.count) == (1, 16, 16))
    #expect(layout.parameters.map(\.name) == ["a", "b", "c"])
  }

  @Test func weightsAreColumnsOfParameters() {
    var layout = ParameterLayout()
    let a = layout.add("a", [2, 5], .zero)
    let whole = layout.weight(a, isRecurrent: true)
    let part = layout.weight(a, columns: 1..<4)
    #expect(!whole.hasGaps && whole.isRecurrent)
    #expect(part.hasGaps && !part.isRecurrent)
    #expect([whole.index, part.index] == [0, 1])
    let buffer = AlignedBuffer(count: layout.size)
    for index in 0..<10 { buffer.floats[index] = Float(index) }
    #expect(part.matrix(in: buffer).values == [1, 2, 3, 6, 7, 8])
  }

  @Test func buffersAreAlignedAndZero() {
    for count in [0, 1, 17, 1_000] {
      let buffer = AlignedBuffer(count: count)
      #expect(Int(bitPattern: buffer.floats.base) % 64 == 0)
      #expect(buffer.floats.allSatisfy { $0 == 0 })
    }
  }

  private func filled(
    _ rows: Int, _ columns: Int, _ initialization: Initialization, seed: UInt64 = 1
  ) -> [[Float]] {
    let buffer = AlignedBuffer(count: rows * columns)
    let matrix = Matrix(buffer.floats, rows: rows, columns: columns)
    matrix.fill(7)
    var generator = TestSupport.SeededGenerator(seed: seed)
    initialization.fill(matrix, using: &generator)
    return (0..<rows).map { Array(matrix.row($0)) }
  }

  /// Each gate's block has orthogonal rows of length 1.
  @Test(arguments: [1, 2, 7, 33])
  func recurrentMatricesAreOrthogonal(size: Int) {
    let rows = filled(3 * size, size, .orthogonal(blocks: 3))
    for block in 0..<3 {
      for i in 0..<size {
        for j in 0...i {
          let (a, b) = (rows[block * size + i], rows[block * size + j])
          let dot = zip(a, b).reduce(0) { $0 + Double($1.0) * Double($1.1) }
          #expect(abs(dot - (i == j ? 1 : 0)) < 1e-5)
        }
      }
    }
    if size > 1 { #expect(rows[0] != rows[size]) }
  }

  @Test(arguments: [1, 3])
  func glorotFillsItsRange(blocks: Int) {
    let values = filled(60, 40, .glorot(blocks: blocks)).flatMap(\.self)
    let limit = (6 / Float(60 / blocks + 40)).squareRoot()
    #expect(values.allSatisfy { abs($0) <= limit })
    #expect((values.max() ?? 0) > 0.98 * limit && (values.min() ?? 0) < -0.98 * limit)
    #expect(abs(values.reduce(0, +) / 2_400) < 0.05 * limit)
    let variance = values.reduce(0) { $0 + $1 * $1 } / 2_400
    #expect(abs(variance / (limit * limit / 3) - 1) < 0.1)
  }

  @Test func normalHasItsDeviation() {
    let values = filled(50, 80, .normal(deviation: 0.1)).flatMap(\.self)
    #expect(abs(values.reduce(0, +) / 4_000) < 0.01)
    let variance = values.reduce(0) { $0 + $1 * $1 } / 4_000
    #expect(abs(variance.squareRoot() / 0.1 - 1) < 0.05)
    #expect((values.map(abs).max() ?? 0) > 0.3)
  }

  @Test func zeroIsZero() {
    #expect(filled(3, 4, .zero).flatMap(\.self).allSatisfy { $0 == 0 })
  }

  @Test func onesFillTheirBlock() {
    #expect(filled(1, 8, .ones(block: 1, of: 4)) == [[0, 0, 1, 1, 0, 0, 0, 0]])
    #expect(filled(1, 3, .ones(block: 0, of: 1)) == [[1, 1, 1]])
  }

  /// The forget gate starts open; gains start at 1, other biases at 0.
  @Test func anLSTMBeginsRemembering() {
    var layout = ParameterLayout()
    let description = CellDescription("a", suffix: "l0", input: 2, hidden: 3, isNormalized: true)
    _ = RecurrentCell(LSTM(), description, layout: &layout)
    let store = ParameterStore(layout: layout, purpose: .inference)
    var generator = TestSupport.SeededGenerator(seed: 1)
    store.initialize(using: &generator)
    let values = DoubleParameters(store)
    #expect(values.vector("a.bias_ih_l0") == [0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0])
    #expect(values.vector("a.bias_hh_l0").allSatisfy { $0 == 0 })
    for name in ["a.gain_ih_l0", "a.gain_hh_l0"] {
      #expect(values.vector(name) == [Double](repeating: 1, count: 12))
    }
  }

  @Test(arguments: [
    Initialization.normal(deviation: 1), .glorot(blocks: 1), .orthogonal(blocks: 2),
  ])
  func sameSeedSameNumbers(initialization: Initialization) {
    let first = filled(8, 4, initialization)
    #expect(first == filled(8, 4, initialization))
    #expect(first != filled(8, 4, initialization, seed: 2))
  }

  /// Any number of workers together pack all weights.
  @Test(arguments: [1, 2, 5])
  func packsFollowTheValues(workers: Int) {
    var layout = ParameterLayout()
    let a = layout.add("a", [12, 4], .glorot(blocks: 3))
    let weights = [
      layout.weight(a, isRecurrent: true), layout.weight(a, columns: 1..<3), layout.weight(a),
    ]
    let cases: [(ParameterStore.Purpose, Precision, Double)] = [
      (.training, .float32, 1e-6), (.inference, .float32, 1e-6), (.training, .bfloat16, 1e-2),
      (.inference, .bfloat16, 1e-2),
    ]
    for (purpose, precision, bound) in cases {
      let store = ParameterStore(layout: layout, purpose: purpose, precision: precision)
      var generator = TestSupport.SeededGenerator(seed: 3)
      for _ in 0..<2 {
        store.initialize(using: &generator)
        for worker in 0..<workers { store.repack(worker: worker, of: workers) }
        let compute = ComputeState(store: store)
        for weight in weights {
          let x = compute.workspace.matrix(1, weight.columns.count)
          x.fill(1)
          let y = compute.workspace.matrix(1, 12)
          compute.forward(x, weight, into: y)
          let rows = store.matrix(weight).doubles
          #expect(errorInBounds(y.values, rows.map { $0.reduce(0, +) }, absolute: bound) <= 1)
        }
      }
    }
  }

  /// Values in int8 are packed as they are, by any number of workers, and looked up as they are.
  @Test(arguments: [1, 2, 5])
  func valuesInInt8(workers: Int) {
    var layout = ParameterLayout()
    let a = layout.add("a", [12, 4], .glorot(blocks: 3))
    let bias = layout.add("bias", [12], .normal(deviation: 1))
    let weights = [layout.weight(a, isRecurrent: true), layout.weight(a, columns: 1..<3)]
    let initial = ParameterStore(layout: layout, purpose: .inference)
    var generator = TestSupport.SeededGenerator(seed: 3)
    initial.initialize(using: &generator)
    let values = Int8Values(rounding: initial.values, layout)
    let floats = values.floats
    #expect(Array(bias.vector(in: floats)) == Array(bias.vector(in: initial.values)))
    let store = ParameterStore(layout: layout, values)
    for worker in 0..<workers { store.repack(worker: worker, of: workers) }
    let compute = ComputeState(store: store)
    for weight in weights {
      let x = compute.workspace.matrix(1, weight.columns.count)
      x.fill(1)
      let y = compute.workspace.matrix(1, 12)
      compute.forward(x, weight, into: y)
      let sums = weight.matrix(in: floats).doubles.map { $0.reduce(0, +) }
      #expect(errorInBounds(y.values, sums, absolute: 1e-6) <= 1)
    }
    let ids = compute.workspace.integers(2)
    (ids[0], ids[1]) = (11, 0)
    let rows = compute.workspace.matrix(2, 4)
    store.gather(ids, of: a, into: rows)
    #expect(Array(rows.row(0)) == Array(a.matrix(in: floats).row(11)))
    #expect(Array(rows.row(1)) == Array(a.matrix(in: floats).row(0)))
    #expect(Array(store.vector(bias)) == Array(bias.vector(in: initial.values)))
  }
}
