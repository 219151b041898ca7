internal import COneDNN
internal import CProducts

/// The matrix products of one thread.
///
/// Products of single precision are compiled once for each shape. An object must be made, used and freed on the same
/// thread.
package final class Products {
  /// The right-hand side of a product, `[k, n]`.
  package enum Right {
    case rows(Matrix)
    /// A matrix stored as `[n, k]`.
    case transposed(Matrix)
    case packed(PackedMatrix)
    case reduced(ReducedMatrix)
  }

  /// The precision of products with unpacked matrices; int8 needs packed ones.
  package let precision: Precision

  struct Shape: Hashable {
    var m, n, k, aStride, bStride, cStride: Int
    var layout: UInt8
    var aTransposed, accumulate: Bool
  }

  /// Keeps rows apart; nil: rows may depend on each other, in their last bits.
  private var independentRows: IndependentRows?
  private var compiled: [Shape: CompiledProduct] = [:]
  private var scratch = MemoryBlock(capacity: 4096)
  /// The most compiled products that are kept: a full cache is emptied.
  ///
  /// Sentence lengths and batch sizes vary, so a long run meets ever more shapes.
  package static let limit = 8192
  /// The number of multiplications and additions so far.
  package private(set) var operations = 0
  /// Shapes for which oneDNN had no fast kernel on this machine.
  package private(set) var slowShapes: [String] = []

  /// The number of compiled products in the cache.
  package var count: Int { compiled.count }

  /// Prepares to multiply.
  ///
  /// - Parameters:
  ///   - precision: the precision of products with unpacked matrices.
  ///   - keepsRowsApart: whether a row of a product has the same bits whatever the others are, on every processor, if
  ///     the left-hand side is not transposed. On processors without AVX-512 this takes more time.
  package init(precision: Precision = .float32, keepsRowsApart: Bool = false) {
    self.precision = precision
    independentRows = keepsRowsApart ? IndependentRows() : nil
  }

  deinit {
    forget()
  }

  private func forget() {
    for product in compiled.values { product.free() }
    compiled.removeAll()
  }

  /// Computes `c = a · b`, or `c += a · b` if `accumulate`.
  ///
  /// With `aTransposed`, `a` is `[k, m]` and stands for its transpose.
  package func multiply(
    _ a: Matrix, aTransposed: Bool = false, _ b: Right, into c: Matrix, accumulate: Bool = false
  ) {
    let (m, k) = aTransposed ? (a.columns, a.rows) : (a.rows, a.columns)
    if m == 0 || k == 0 || c.columns == 0 { return }
    operations += 2 * m * k * c.columns
    let reduced = ReducedProduct(a: a, aTransposed: aTransposed, c: c, accumulate: accumulate)
    switch b {
    case .rows(let matrix) where precision == .bfloat16:
      reduced.multiplyBFloat16(
        matrix, transposed: false, scratch: scratch(cp_bf16_scratch_bytes()))
    case .transposed(let matrix) where precision == .bfloat16:
      reduced.multiplyBFloat16(matrix, transposed: true, scratch: scratch(cp_bf16_scratch_bytes()))
    case .reduced(let matrix):
      reduced.multiply(matrix, scratch: scratch(matrix.scratchBytes))
    case .rows, .transposed, .packed:
      guard independentRows != nil, !aTransposed else {
        return run(a, aTransposed: aTransposed, b, into: c, accumulate: accumulate)
      }
      independentRows?.multiply(a, into: c, accumulate: accumulate) { a, c in
        run(a, aTransposed: false, b, into: c, accumulate: accumulate)
      }
    }
  }

  /// Computes a product in single precision.
  private func run(
    _ a: Matrix, aTransposed: Bool, _ b: Right, into c: Matrix, accumulate: Bool
  ) {
    let (m, k) = aTransposed ? (a.columns, a.rows) : (a.rows, a.columns)
    let shape = shape(m, k, a, aTransposed, b, c, accumulate)
    switch b {
    case .rows(let matrix), .transposed(let matrix): run(shape, a, matrix, nil, into: c)
    case .packed(let packed): run(shape, a, nil, packed, into: c)
    case .reduced: preconditionFailure("oneDNN multiplies single precision only")
    }
  }

  private func run(
    _ shape: Shape, _ a: Matrix, _ b: Matrix?, _ packed: PackedMatrix?, into c: Matrix
  ) {
    let product = compiled[shape] ?? compile(shape, packed)
    let status = product.run(a, b, packed, into: c, scratch: scratch(0))
    precondition(status == 0, "oneDNN cannot run the product \(shape): status \(status)")
  }

  /// Scratch memory of at least the given size, aligned to 64 bytes, valid until the next call.
  private func scratch(_ bytes: Int) -> Vector<UInt8> {
    if bytes > scratch.capacity { scratch = MemoryBlock(capacity: bytes) }
    return scratch.vector(scratch.capacity, at: 0)
  }

  private func shape(
    _ m: Int, _ k: Int, _ a: Matrix, _ aTransposed: Bool, _ b: Right, _ c: Matrix,
    _ accumulate: Bool
  ) -> Shape {
    let bRows: Int
    let bColumns: Int
    let bStride: Int
    let layout: UInt8
    switch b {
    case .rows(let matrix):
      (bRows, bColumns, bStride, layout) = (matrix.rows, matrix.columns, matrix.stride, 0)
    case .transposed(let matrix):
      (bRows, bColumns, bStride, layout) = (matrix.columns, matrix.rows, matrix.stride, 1)
    case .packed(let packed):
      (bRows, bColumns, bStride, layout) = (packed.k, packed.n, 0, 2)
    case .reduced:
      preconditionFailure("oneDNN multiplies single precision only")
    }
    precondition(
      bRows == k && c.rows == m && c.columns == bColumns,
      "[\(m), \(k)] · [\(bRows), \(bColumns)] into [\(c.rows), \(c.columns)]")
    // A single row has no gap after it, for which oneDNN would choose a slow kernel.
    return Shape(
      m: m, n: bColumns, k: k, aStride: a.rows == 1 ? a.columns : a.stride, bStride: bStride,
      cStride: m == 1 ? bColumns : c.stride, layout: layout, aTransposed: aTransposed,
      accumulate: accumulate)
  }

  private func compile(_ shape: Shape, _ packed: PackedMatrix?) -> CompiledProduct {
    if compiled.count >= Self.limit { forget() }
    let product = CompiledProduct(shape, packed: packed)
    if product.kernel.hasPrefix("ref") { slowShapes.append("\(shape)") }
    _ = scratch(product.scratchBytes)
    compiled[shape] = product
    return product
  }

  /// Keeps oneDNN from starting threads of its own; to be called once on each thread that multiplies.
  package static func useOneThread() {
    od_use_one_thread()
  }
}
