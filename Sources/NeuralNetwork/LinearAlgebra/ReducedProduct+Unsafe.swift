internal import CProducts

/// A product of reduced precision without its right-hand side b: `c = a · b`, or `c += a · b`.
struct ReducedProduct {
  let a: Matrix
  let aTransposed: Bool
  let c: Matrix
  let accumulate: Bool

  /// Multiplies with an unpacked b, which is rounded to bfloat16 in the process.
  func multiplyBFloat16(_ b: Matrix, transposed: Bool, scratch: Vector<UInt8>) {
    var product = unsafe cp_product(self)
    unsafe precondition(
      b.rows == (transposed ? product.n : product.k)
        && b.columns == (transposed ? product.k : product.n),
      "[\(product.m), \(product.k)] · [\(b.rows), \(b.columns)], transposed: \(transposed)")
    unsafe product.b = UnsafePointer(b.base)
    unsafe product.b_stride = Int64(b.stride)
    unsafe product.b_transposed = transposed
    unsafe cp_bf16_multiply(&product, scratch.base)
  }

  /// Multiplies with a packed b; for int8, a must not be transposed.
  func multiply(_ b: ReducedMatrix, scratch: Vector<UInt8>) {
    var product = unsafe cp_product(self)
    unsafe precondition(
      b.k == Int(product.k) && b.n == Int(product.n),
      "[\(product.m), \(product.k)] · [\(b.k), \(b.n)]")
    unsafe product.packed = UnsafeRawPointer(b.base)
    switch b.format {
    case .bfloat16: unsafe cp_bf16_multiply(&product, scratch.base)
    case .int8:
      precondition(!aTransposed, "no transposed left-hand side with int8")
      unsafe cp_int8_multiply(&product, scratch.base)
    }
  }
}

extension cp_product {
  fileprivate init(_ product: ReducedProduct) {
    let (a, c) = (product.a, product.c)
    let (m, k) = product.aTransposed ? (a.columns, a.rows) : (a.rows, a.columns)
    precondition(c.rows == m, "[\(m), \(k)] · [\(k), \(c.columns)] into [\(c.rows), \(c.columns)]")
    unsafe self.init()
    unsafe self.m = Int64(m)
    unsafe n = Int64(c.columns)
    unsafe self.k = Int64(k)
    unsafe self.a = unsafe UnsafePointer(a.base)
    unsafe a_stride = Int64(a.stride)
    unsafe a_transposed = product.aTransposed
    unsafe self.c = unsafe c.base
    unsafe c_stride = Int64(c.stride)
    unsafe accumulate = product.accumulate
  }
}
