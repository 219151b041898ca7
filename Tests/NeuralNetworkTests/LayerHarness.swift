import NeuralNetwork
import TestSupport

/// A layer's parameters, filled with random numbers, and all that its forward and backward pass need.
struct LayerHarness {
  let layout: ParameterLayout
  let store: ParameterStore
  let compute: ComputeState
  var generator: TestSupport.SeededGenerator

  init(_ layout: ParameterLayout, seed: UInt64 = 1) {
    self.layout = layout
    generator = TestSupport.SeededGenerator(seed: seed)
    store = ParameterStore(layout: layout, purpose: .training)
    for parameter in layout.parameters {
      store.vector(parameter).copy(
        from: generator.floats(parameter.count, scale: 0.8))
    }
    store.repack()
    compute = ComputeState(store: store)
  }

  /// A matrix of random numbers.
  mutating func random(_ rows: Int, _ columns: Int) -> Matrix {
    let numbers = compute.workspace.floats(rows * columns)
    numbers.copy(from: generator.floats(rows * columns))
    return Matrix(numbers, rows: rows, columns: columns)
  }

  /// The gradient that the backward pass has left, in the layout of the parameters.
  func parameterGradient() -> [Float] {
    let gradient = AlignedBuffer(count: layout.size)
    WeightGradients.compute(
      [compute.tasks], layout: layout, into: gradient, worker: 0, of: 1,
      products: compute.products, workspace: compute.workspace)
    return Array(gradient.floats)
  }

  var parameters: DoubleParameters { DoubleParameters(store) }
}

extension Matrix {
  /// All elements, row by row.
  var values: [Float] { (0..<rows).flatMap { Array(row($0)) } }

  /// All elements by row, in double precision.
  var doubles: [[Double]] { (0..<rows).map { row($0).map(Double.init) } }
}

/// The sum of the products of all elements: a loss whose gradient is `weights`.
func weighted(_ values: [[Double]], by weights: Matrix) -> Double {
  zip(values.joined(), weights.values).reduce(0) { $0 + $1.0 * Double($1.1) }
}

/// Whether a gradient is that of `loss` at `point`, compared with central differences element by element.
func isGradient(
  _ actual: [Float], at point: [Double], of loss: ([Double]) -> Double
) -> Bool {
  let numerical = numericalGradient(at: point, of: loss)
  return errorInBounds(actual, numerical, absolute: 1e-5, relative: 1e-4) <= 1
}

/// Divides a vector into rows.
func rows(_ values: some Collection<Double>, width: Int) -> [[Double]] {
  let all = Array(values)
  return stride(from: 0, to: all.count, by: width).map { Array(all[$0..<$0 + width]) }
}
