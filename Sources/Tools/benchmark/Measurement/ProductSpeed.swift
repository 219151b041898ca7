import NeuralNetwork
import Seq2Seq

/// Measures the speed of matrix products alone, in 10⁹ operations per second of all threads together.
///
/// Each thread multiplies matrices of its own, the right one packed.
struct ProductSpeed {
  let threads: Int
  let precision: Precision
  var repeats = 5
  private var measured: [ProductShape: Spread] = [:]

  init(threads: Int, precision: Precision) {
    self.threads = threads
    self.precision = precision
  }

  /// The speed at one shape.
  mutating func gigaflops(_ shape: ProductShape) -> Spread {
    if let known = measured[shape] { return known }
    let pool = WorkerPool(count: threads)
    let count = min(1_000, max(3, Int(2e9 / Double(shape.operations))))
    let runs = PerWorker(count: threads, initial: [Double]())
    pool.run { [repeats, precision] worker in
      runs[worker] = Self.run(shape, precision, count: count, repeats: repeats)
    }
    let sums = (0..<repeats).map { run in (0..<threads).reduce(0) { $0 + runs[$1][run] } }
    measured[shape] = Spread(sums)
    return Spread(sums)
  }

  private static func run(
    _ shape: ProductShape, _ precision: Precision, count: Int, repeats: Int
  ) -> [Double] {
    let products = Products()
    let workspace = Workspace()
    let right = Products.Right.packing(workspace.zeros(shape.n, shape.k), precision)
    let (a, c) = (workspace.zeros(shape.m, shape.k), workspace.zeros(shape.m, shape.n))
    products.multiply(a, right, into: c)
    return (0..<repeats).map { _ in
      let time = seconds { for _ in 0..<count { products.multiply(a, right, into: c) } }
      return 1e-9 * Double(shape.operations * count) / time
    }
  }

  /// The speed of work that consists of these products only, each at the speed of its shape.
  mutating func gigaflops(_ shapes: ProductShapes) -> Double {
    var (operations, time) = (0.0, 0.0)
    for use in shapes.uses {
      let work = 1e-9 * Double(use.shape.operations * use.times)
      operations += work
      time += work / gigaflops(use.shape).median
    }
    return time == 0 ? 0 : operations / time
  }
}
