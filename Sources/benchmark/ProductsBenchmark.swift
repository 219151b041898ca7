import ArgumentParser
import NeuralNetwork

/// Matrix products alone, at the shapes that training and translation use.
struct ProductsBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "products", abstract: "The machine's own speed at the shapes used.")

  @Option(help: "Threads that multiply at once, each its own matrices.")
  var threads = availableCores()

  struct Line: Encodable {
    let benchmark = "products"
    let what: String
    let m: Int
    let n: Int
    let k: Int
    let threads: Int
    let gigaflops: Spread
  }

  func run() throws {
    let shapes = [
      ("recurrent step, a worker's 32 rows", 32, 1536, 512),
      ("recurrent step of a beam of 5", 5, 1536, 512),
      ("logits of 512 tokens", 512, 8000, 512),
      ("gradient of 512 tokens' states", 512, 512, 8000),
    ]
    for (what, m, n, k) in shapes {
      try printLine(
        Line(
          what: what, m: m, n: n, k: k, threads: threads,
          gigaflops: productSpeed(m: m, n: n, k: k, threads: threads)))
    }
  }
}

/// 10⁹ multiplications and additions per second of a product with packed weights, all threads together.
func productSpeed(m: Int, n: Int, k: Int, threads: Int, repeats: Int = 5) -> Spread {
  let pool = WorkerPool(count: threads)
  let count = max(3, Int(4e9 / (2 * Double(m) * Double(n) * Double(k))))
  let runs = PerWorker(count: threads, initial: [Double]())
  pool.run { worker in
    let products = Products()
    let workspace = Workspace()
    let packed = PackedMatrix(k: k, n: n)
    packed.fill(from: workspace.zeros(k, n), transposed: false)
    let (a, c) = (workspace.zeros(m, k), workspace.zeros(m, n))
    products.multiply(a, .packed(packed), into: c)
    runs[worker] = (0..<repeats).map { _ in
      let time = seconds { for _ in 0..<count { products.multiply(a, .packed(packed), into: c) } }
      return 2e-9 * Double(m * n * k * count) / time
    }
  }
  return Spread((0..<repeats).map { run in (0..<threads).reduce(0) { $0 + runs[$1][run] } })
}
