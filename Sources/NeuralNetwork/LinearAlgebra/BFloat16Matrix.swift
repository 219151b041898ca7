internal import CProducts

/// The right-hand matrix `[k, n]` of products in bfloat16, in panels of 16 columns.
///
/// Any number of threads may multiply with it; while it is filled, by threads for panels of their own,
/// none multiplies.
package final class BFloat16Matrix: @unchecked Sendable {
  let base: UnsafeMutableRawPointer
  package let k: Int
  package let n: Int
  package let bytes: Int

  package init(k: Int, n: Int) {
    self.k = k
    self.n = n
    bytes = cp_bf16_packed_bytes(Int64(k), Int64(n))
    base = .allocate(byteCount: bytes, alignment: 64)
  }

  deinit {
    base.deallocate()
  }

  /// Rounds share `index` of `count` of `source`: `[k, n]`, or `[n, k]` if `transposed`.
  package func fill(from source: Matrix, transposed: Bool, worker index: Int = 0, of count: Int = 1)
  {
    precondition(source.rows == (transposed ? n : k) && source.columns == (transposed ? k : n))
    let panels = (0..<Int(cp_panels(Int64(n)))).part(index, of: count)
    var packing = cp_packing(source, k: k, n: n, panels: panels)
    packing.transposed = transposed
    cp_bf16_pack(&packing, base)
  }
}

extension cp_packing {
  init(_ source: Matrix, k: Int, n: Int, panels: Range<Int>) {
    self.init()
    self.k = Int64(k)
    self.n = Int64(n)
    self.source = UnsafePointer(source.base)
    stride = Int64(source.stride)
    first_panel = Int64(panels.lowerBound)
    end_panel = Int64(panels.upperBound)
  }
}
