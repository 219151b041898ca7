internal import COneDNN
internal import CProducts

/// The matrix products of one thread; those of single precision are compiled once for their shape.
///
/// Made, used and freed on the same thread.
package final class Products {
  /// The right-hand side of a product, `[k, n]`.
  package enum Right {
    case rows(Matrix)
    /// Stored as `[n, k]`.
    case transposed(Matrix)
    case packed(PackedMatrix)
    case bfloat16(BFloat16Matrix)
    case int8(Int8Matrix)
  }

  /// What products with unpacked matrices are made of; int8 needs packed ones.
  package let precision: Precision

  private struct Shape: Hashable {
    var m, n, k, aStride, bStride, cStride: Int
    var layout: UInt8
    var aTransposed, accumulate: Bool
  }

  private var compiled: [Shape: OpaquePointer] = [:]
  private var scratch = UnsafeMutableRawPointer.allocate(byteCount: 64, alignment: 64)
  private var scratchBytes = 64
  /// Lengths vary without bound over a long run; a full cache is simply begun anew.
  package static let limit = 8192
  /// Multiplications and additions made so far.
  package private(set) var operations = 0
  /// Shapes for which oneDNN had no fast kernel on this machine.
  package private(set) var slowShapes: [String] = []

  /// Products that are compiled now.
  package var count: Int { compiled.count }

  package init(precision: Precision = .float32) {
    self.precision = precision
  }

  deinit {
    forget()
    scratch.deallocate()
  }

  private func forget() {
    for product in compiled.values { od_product_destroy(product) }
    compiled.removeAll()
  }

  /// `c = a · b`, or `c += a · b` if `accumulate`; with `aTransposed`, `aᵀ · b` for `a` `[k, m]`.
  package func multiply(
    _ a: Matrix, aTransposed: Bool = false, _ b: Right, into c: Matrix, accumulate: Bool = false
  ) {
    let (m, k) = aTransposed ? (a.columns, a.rows) : (a.rows, a.columns)
    if m == 0 || k == 0 || c.columns == 0 { return }
    operations += 2 * m * k * c.columns
    var product = cp_product(m: m, k: k, a, isTransposed: aTransposed, c, accumulate: accumulate)
    switch b {
    case .rows(let matrix) where precision == .bfloat16:
      product.multiply(matrix, isTransposed: false, scratch(cp_bf16_scratch_bytes()))
    case .transposed(let matrix) where precision == .bfloat16:
      product.multiply(matrix, isTransposed: true, scratch(cp_bf16_scratch_bytes()))
    case .bfloat16(let matrix):
      product.multiply(matrix, scratch(cp_bf16_scratch_bytes()))
    case .int8(let matrix):
      product.multiply(matrix, scratch(cp_int8_scratch_bytes(Int64(k))))
    case .rows(let matrix), .transposed(let matrix):
      let shape = shape(m, k, a, aTransposed, b, c, accumulate)
      run(shape, b, a.base, matrix.base, nil, c.base)
    case .packed(let packed):
      let shape = shape(m, k, a, aTransposed, b, c, accumulate)
      run(shape, b, a.base, nil, packed.handle, c.base)
    }
  }

  private func run(
    _ shape: Shape, _ right: Right, _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>?,
    _ packed: OpaquePointer?, _ c: UnsafeMutablePointer<Float>
  ) {
    let product = compiled[shape] ?? compile(shape, right)
    let status = od_product_run(product, a, b, packed, c, scratch)
    precondition(status == 0, "oneDNN cannot run the product \(shape): status \(status)")
  }

  /// Memory of at least so many bytes, aligned to 64, until the next product.
  private func scratch(_ bytes: Int) -> UnsafeMutableRawPointer {
    if bytes > scratchBytes {
      scratch.deallocate()
      scratch = .allocate(byteCount: bytes, alignment: 64)
      scratchBytes = bytes
    }
    return scratch
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
    case .bfloat16, .int8:
      preconditionFailure("oneDNN multiplies single precision only")
    }
    precondition(
      bRows == k && c.rows == m && c.columns == bColumns,
      "[\(m), \(k)] · [\(bRows), \(bColumns)] into [\(c.rows), \(c.columns)]")
    return Shape(
      m: m, n: bColumns, k: k, aStride: a.stride, bStride: bStride, cStride: c.stride,
      layout: layout, aTransposed: aTransposed, accumulate: accumulate)
  }

  private func compile(_ shape: Shape, _ b: Right) -> OpaquePointer {
    if compiled.count >= Self.limit { forget() }
    var description = od_shape(
      m: Int64(shape.m), n: Int64(shape.n), k: Int64(shape.k), a_transposed: shape.aTransposed,
      a_stride: Int64(shape.aStride), b_layout: od_layout(UInt32(shape.layout)),
      b_stride: Int64(shape.bStride), c_stride: Int64(shape.cStride),
      accumulate: shape.accumulate)
    var packed: OpaquePointer?
    if case .packed(let matrix) = b { packed = matrix.handle }
    var product: OpaquePointer?
    let status = od_product_create(&description, packed, &product)
    guard status == 0, let product else {
      preconditionFailure("oneDNN cannot compile the product \(shape): status \(status)")
    }
    if String(cString: od_product_kernel(product)).hasPrefix("ref") {
      slowShapes.append("\(shape)")
    }
    _ = scratch(od_product_scratch_bytes(product))
    compiled[shape] = product
    return product
  }

  /// Keeps oneDNN to the calling thread; called once on each thread that multiplies.
  package static func useOneThread() {
    od_use_one_thread()
  }
}

extension cp_product {
  fileprivate init(
    m: Int, k: Int, _ a: Matrix, isTransposed: Bool, _ c: Matrix, accumulate: Bool
  ) {
    self.init()
    self.m = Int64(m)
    n = Int64(c.columns)
    self.k = Int64(k)
    self.a = UnsafePointer(a.base)
    a_stride = Int64(a.stride)
    a_transposed = isTransposed
    self.c = c.base
    c_stride = Int64(c.stride)
    self.accumulate = accumulate
    precondition(c.rows == m, "[\(m), \(k)] · [\(k), n] into [\(c.rows), \(c.columns)]")
  }

  fileprivate mutating func multiply(
    _ right: Matrix, isTransposed: Bool, _ scratch: UnsafeMutableRawPointer
  ) {
    precondition(right.rows == (isTransposed ? n : k) && right.columns == (isTransposed ? k : n))
    b = UnsafePointer(right.base)
    b_stride = Int64(right.stride)
    b_transposed = isTransposed
    cp_bf16_multiply(&self, scratch)
  }

  fileprivate mutating func multiply(
    _ right: BFloat16Matrix, _ scratch: UnsafeMutableRawPointer
  ) {
    precondition(right.k == k && right.n == n)
    packed = UnsafeRawPointer(right.base)
    cp_bf16_multiply(&self, scratch)
  }

  fileprivate mutating func multiply(_ right: Int8Matrix, _ scratch: UnsafeMutableRawPointer) {
    precondition(right.k == k && right.n == n && !a_transposed)
    packed = UnsafeRawPointer(right.base)
    cp_int8_multiply(&self, scratch)
  }
}
