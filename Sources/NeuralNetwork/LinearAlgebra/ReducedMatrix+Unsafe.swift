internal import CProducts

/// The right-hand side `[k, n]` of products of reduced precision, rounded and packed in panels of 16 columns.
///
/// Any number of threads may multiply with it at once. Several threads may fill it, each its own panels; none may
/// multiply meanwhile.
@safe
package final class ReducedMatrix: @unchecked Sendable {
  package enum Format: Sendable {
    case bfloat16
    /// With one scale per column.
    case int8
  }

  package let format: Format
  package let k: Int
  package let n: Int
  /// The panels.
  let base: UnsafeMutableRawPointer

  package init(_ format: Format, k: Int, n: Int) {
    self.format = format
    self.k = k
    self.n = n
    let bytes =
      switch format {
      case .bfloat16: cp_bf16_packed_bytes(Int64(k), Int64(n))
      case .int8: cp_int8_packed_bytes(Int64(k), Int64(n))
      }
    unsafe base = .allocate(byteCount: bytes, alignment: 64)
  }

  deinit {
    unsafe base.deallocate()
  }

  /// The scratch memory that a product with this matrix needs.
  var scratchBytes: Int {
    switch format {
    case .bfloat16: cp_bf16_scratch_bytes()
    case .int8: cp_int8_scratch_bytes(Int64(k))
    }
  }

  /// Rounds and packs one worker's share of the panels.
  ///
  /// - Parameters:
  ///   - source: the matrix to pack, `[k, n]`, or `[n, k]` if `transposed`.
  ///   - transposed: whether the source is transposed.
  ///   - index: the worker's number.
  ///   - count: the number of workers.
  package func fill(
    from source: Matrix, transposed: Bool, worker index: Int = 0, of count: Int = 1
  ) {
    precondition(
      format == .bfloat16 && source.rows == (transposed ? n : k)
        && source.columns == (transposed ? k : n),
      "[\(source.rows), \(source.columns)] into [\(k), \(n)]")
    let panels = (0..<Int(cp_panels(Int64(n)))).part(index, of: count)
    var packing = unsafe cp_packing()
    unsafe packing.k = Int64(k)
    unsafe packing.n = Int64(n)
    unsafe packing.source = unsafe UnsafePointer(source.base)
    unsafe packing.stride = Int64(source.stride)
    unsafe packing.first_panel = Int64(panels.lowerBound)
    unsafe packing.end_panel = Int64(panels.upperBound)
    unsafe packing.transposed = transposed
    unsafe cp_bf16_pack(&packing, base)
  }
}
