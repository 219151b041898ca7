internal import CProducts

/// The right-hand matrix `[k, n]` of products in int8, with a scale for each column.
///
/// Any number of threads may multiply with it; while it is filled, by threads for panels of their own,
/// none multiplies.
package struct Int8Matrix: Sendable {
  private let panels: PackedPanels
  package let k: Int
  package let n: Int

  package init(k: Int, n: Int) {
    self.k = k
    self.n = n
    panels = PackedPanels(bytes: cp_int8_packed_bytes(Int64(k), Int64(n)))
  }

  var base: UnsafeMutableRawPointer { panels.base }

  /// Rounds share `index` of `count` of the columns of `source`, stored as rows `[n, k]`.
  ///
  /// - Parameter scales: of the n rows; for a part of wider rows, those of the whole rows.
  package func fill(
    from source: Matrix, scales: [Float], worker index: Int = 0, of count: Int = 1
  ) {
    precondition(source.rows == n && source.columns == k && scales.count == n)
    var packing = cp_packing(source, k: k, n: n, worker: index, of: count)
    cp_int8_pack(&packing, scales, base)
  }
}

extension Matrix {
  /// By row, the largest magnitude / 127.
  package var int8Scales: [Float] {
    [Float](unsafeUninitializedCapacity: rows) { scales, count in
      cp_int8_scales(Int64(rows), Int64(columns), base, Int64(stride), scales.baseAddress)
      count = rows
    }
  }

  /// Each row divided by its scale and rounded.
  package func int8Values(scales: [Float]) -> [Int8] {
    [Int8](unsafeUninitializedCapacity: rows * columns) { values, count in
      cp_int8_quantize(
        Int64(rows), Int64(columns), base, Int64(stride), scales, values.baseAddress)
      count = rows * columns
    }
  }
}
