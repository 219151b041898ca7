/// Measures in which precision products are fastest on this processor.
///
/// Units for bfloat16 or int8 say little: on some processors they are several times as fast as those for float32,
/// on others they are slower. So a few products are computed and timed, on the calling thread.
package struct PrecisionProbe {
  /// Some products of the work that is to be fast.
  package struct Product: Sendable {
    /// `[m, k] · [k, n]`.
    package var (m, n, k): (Int, Int, Int)
    /// Whether the left side is transposed and neither side is packed, as for the gradient of a weight.
    package var isGradient: Bool
    /// The operations of all products like this one.
    package var operations: Double

    package init(m: Int, n: Int, k: Int, isGradient: Bool = false, operations: Double) {
      (self.m, self.n, self.k) = (m, n, k)
      self.isGradient = isGradient
      self.operations = operations
    }
  }

  /// The most rows, columns and depth of a product: larger ones are as fast per operation, but take too long.
  private static let most = (m: 128, n: 1024, k: 1024)
  /// The time for each product in each precision, besides what the first run takes.
  private static let duration = Duration.milliseconds(4)
  /// The products that take the most operations are measured.
  private static let count = 4

  private let products: [Product]

  package init(_ products: [Product]) {
    self.products = Array(products.sorted { $0.operations > $1.operations }.prefix(Self.count))
  }

  /// How many times as fast as float32 the products are in this precision.
  ///
  /// It takes less than 100 ms.
  package func speed(of precision: Precision) -> Double {
    seconds(.float32) / seconds(precision)
  }

  /// Whether products of a batch of sentences to translate are clearly faster in bfloat16 than in float32 here.
  ///
  /// Measured once in a process, in about 10 ms. On processors known so far they are 1.6 times as fast or more, or
  /// slower; the bound lies between, so that chance decides nothing.
  package static let translatesFasterInBFloat16: Bool = {
    guard Precision.bfloat16.hasUnits else { return false }
    // As on the threads of workers.
    Products.useOneThread()
    return PrecisionProbe([Product(m: 64, n: 1024, k: 512, operations: 1)]).speed(of: .bfloat16)
      >= 1.3
  }()

  /// The time that all products take.
  private func seconds(_ precision: Precision) -> Double {
    products.reduce(0) { $0 + $1.operations * Self.secondsPerOperation($1, precision) }
  }

  /// The best of several runs, since other programs can only make a run slower.
  private static func secondsPerOperation(_ product: Product, _ precision: Precision) -> Double {
    let (m, n, k) = (min(product.m, most.m), min(product.n, most.n), min(product.k, most.k))
    let workspace = Workspace()
    let multiplier = Products(precision: precision)
    let a = product.isGradient ? workspace.zeros(k, m) : workspace.zeros(m, k)
    let b: Products.Right =
      product.isGradient
      ? .rows(workspace.zeros(k, n)) : .packing(workspace.zeros(n, k), precision)
    let c = workspace.zeros(m, n)
    func run() { multiplier.multiply(a, aTransposed: product.isGradient, b, into: c) }
    run()
    let clock = ContinuousClock()
    let end = clock.now + duration
    var best = Duration.seconds(1_000)
    repeat { best = min(best, clock.measure(run)) } while clock.now < end
    return best / .seconds(1) / Double(2 * m * n * k)
  }
}
