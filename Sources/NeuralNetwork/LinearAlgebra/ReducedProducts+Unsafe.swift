internal import CProducts

/// Memory for the right-hand side of products of reduced precision, in panels of 16 columns.
@safe
final class PackedPanels: @unchecked Sendable {
  fileprivate let base: UnsafeMutableRawPointer

  init(bytes: Int) {
    unsafe base = .allocate(byteCount: bytes, alignment: 64)
  }

  deinit {
    unsafe base.deallocate()
  }
}

extension PackedPanels {
  /// Rounds share `index` of `count` of the panels of `[k, n]` to bfloat16.
  func fillBFloat16(
    from source: Matrix, transposed: Bool, worker index: Int, of count: Int
  ) {
    let (rows, columns) = (source.rows, source.columns)
    var packing = unsafe cp_packing(
      source, k: transposed ? columns : rows, n: transposed ? rows : columns, worker: index,
      of: count)
    unsafe packing.transposed = transposed
    unsafe cp_bf16_pack(&packing, base)
  }

  /// Rounds share `index` of `count` of the rows of `[n, k]` to int8.
  func fillInt8(from source: Matrix, scales: [Float], worker index: Int, of count: Int) {
    precondition(scales.count == source.rows)
    var packing = unsafe cp_packing(
      source, k: source.columns, n: source.rows, worker: index, of: count)
    unsafe cp_int8_pack(&packing, scales, base)
  }
}

extension cp_packing {
  /// Share `index` of `count` of the panels of `[k, n]`.
  fileprivate init(_ source: Matrix, k: Int, n: Int, worker index: Int, of count: Int) {
    unsafe self.init()
    unsafe self.k = Int64(k)
    unsafe self.n = Int64(n)
    unsafe self.source = unsafe UnsafePointer(source.base)
    unsafe stride = Int64(source.stride)
    let panels = (0..<Int(cp_panels(Int64(n)))).part(index, of: count)
    unsafe first_panel = Int64(panels.lowerBound)
    unsafe end_panel = Int64(panels.upperBound)
  }
}

extension Matrix {
  /// By row, the largest magnitude / 127.
  package var int8Scales: [Float] {
    unsafe [Float](unsafeUninitializedCapacity: rows) { scales, count in
      unsafe cp_int8_scales(
        Int64(rows), Int64(columns), base, Int64(stride), scales.baseAddress)
      count = rows
    }
  }

  /// Each row divided by its scale and rounded.
  package func int8Values(scales: [Float]) -> [Int8] {
    precondition(scales.count == rows)
    return unsafe [Int8](unsafeUninitializedCapacity: rows * columns) { values, count in
      unsafe cp_int8_quantize(
        Int64(rows), Int64(columns), base, Int64(stride), scales, values.baseAddress)
      count = rows * columns
    }
  }
}

/// A product of reduced precision but for its right-hand side: `c = a · b`, or `c += a · b`.
struct ReducedProduct {
  let a: Matrix
  let aTransposed: Bool
  let c: Matrix
  let accumulate: Bool

  /// With b rounded to bfloat16 on the way.
  func multiplyBFloat16(_ b: Matrix, transposed: Bool, scratch: Vector<UInt8>) {
    var product = unsafe cp_product(self)
    unsafe precondition(b.rows == (transposed ? product.n : product.k))
    unsafe precondition(b.columns == (transposed ? product.k : product.n))
    unsafe product.b = UnsafePointer(b.base)
    unsafe product.b_stride = Int64(b.stride)
    unsafe product.b_transposed = transposed
    unsafe cp_bf16_multiply(&product, scratch.base)
  }

  /// With b packed.
  func multiplyBFloat16(_ b: PackedPanels, scratch: Vector<UInt8>) {
    var product = unsafe cp_product(self)
    unsafe product.packed = UnsafeRawPointer(b.base)
    unsafe cp_bf16_multiply(&product, scratch.base)
  }

  /// With b packed, and a not transposed.
  func multiplyInt8(_ b: PackedPanels, scratch: Vector<UInt8>) {
    precondition(!aTransposed)
    var product = unsafe cp_product(self)
    unsafe product.packed = UnsafeRawPointer(b.base)
    unsafe cp_int8_multiply(&product, scratch.base)
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
