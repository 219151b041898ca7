internal import CProducts

/// The right-hand matrix `[k, n]` of products in bfloat16, in panels of 16 columns.
///
/// Any number of threads may multiply with it; while it is filled, by threads for panels of their own,
/// none multiplies.
package struct BFloat16Matrix: Sendable {
  let panels: PackedPanels
  package let k: Int
  package let n: Int

  package init(k: Int, n: Int) {
    self.k = k
    self.n = n
    panels = PackedPanels(bytes: cp_bf16_packed_bytes(Int64(k), Int64(n)))
  }

  /// Rounds share `index` of `count` of `source`: `[k, n]`, or `[n, k]` if `transposed`.
  package func fill(from source: Matrix, transposed: Bool, worker index: Int = 0, of count: Int = 1)
  {
    precondition(source.rows == (transposed ? n : k) && source.columns == (transposed ? k : n))
    panels.fillBFloat16(from: source, transposed: transposed, worker: index, of: count)
  }
}
