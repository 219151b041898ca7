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

  /// The time for each product in both precisions, besides what the first runs take.
  private static let duration = Duration.milliseconds(8)
  /// The fewest runs of a product in each precision.
  private static let leastRuns = 4
  /// The products that take the most operations are measured.
  private static let count = 4

  private let products: [Product]

  package init(_ products: [Product]) {
    self.products = Array(products.sorted { $0.operations > $1.operations }.prefix(Self.count))
  }

  /// How many times as fast as float32 the products are in this precision.
  ///
  /// It takes less than 100 ms on an idle processor.
  package func speed(of precision: Precision) -> Double {
    var (inFloat32, inOther) = (0.0, 0.0)
    for product in products {
      let seconds = Self.seconds(product, precision)
      inFloat32 += product.operations * seconds.float32
      inOther += product.operations * seconds.other
    }
    return inFloat32 / inOther
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

  /// The seconds per operation in float32 and in another precision: of each the best of several runs, since other
  /// programs can only make a run slower.
  ///
  /// The runs take turns, and each precision has a few even when the time is over: a program that takes the processor
  /// for a while then slows single runs, not all of one precision.
  private static func seconds(
    _ product: Product, _ precision: Precision
  ) -> (float32: Double, other: Double) {
    let float32 = MeasuredProduct(product, .float32)
    let other = MeasuredProduct(product, precision)
    // What the first run sets up is not measured.
    float32.run()
    other.run()
    let clock = ContinuousClock()
    let end = clock.now + duration
    var best = (float32: Duration.seconds(1_000), other: Duration.seconds(1_000))
    var runs = 0
    repeat {
      best.float32 = min(best.float32, clock.measure(float32.run))
      best.other = min(best.other, clock.measure(other.run))
      runs += 1
    } while clock.now < end || runs < leastRuns
    return (
      best.float32 / .seconds(1) / float32.operations, best.other / .seconds(1) / other.operations
    )
  }
}

/// One product of zeros with what it needs.
private struct MeasuredProduct {
  /// The most rows, columns and depth of a product: larger ones are as fast per operation, but take too long.
  private static let most = (m: 128, n: 1024, k: 1024)

  private let workspace = Workspace()
  private let products: Products
  private let isGradient: Bool
  private let a: Matrix
  private let b: Products.Right
  private let c: Matrix
  /// The operations of one run.
  let operations: Double

  init(_ product: PrecisionProbe.Product, _ precision: Precision) {
    let (m, n, k) = (
      min(product.m, Self.most.m), min(product.n, Self.most.n), min(product.k, Self.most.k)
    )
    products = Products(precision: precision)
    isGradient = product.isGradient
    a = isGradient ? workspace.zeros(k, m) : workspace.zeros(m, k)
    b = isGradient ? .rows(workspace.zeros(k, n)) : .packing(workspace.zeros(n, k), precision)
    c = workspace.zeros(m, n)
    operations = Double(2 * m * n * k)
  }

  func run() { products.multiply(a, aTransposed: isGradient, b, into: c) }
}
