internal import CProducts

/// The right-hand matrix `[k, n]` of products in int8, with a scale for each column.
///
/// Any number of threads may multiply with it; while it is filled, by threads for panels of their own,
/// none multiplies.
package struct Int8Matrix: Sendable {
  let panels: PackedPanels
  package let k: Int
  package let n: Int

  package init(k: Int, n: Int) {
    self.k = k
    self.n = n
    panels = PackedPanels(bytes: cp_int8_packed_bytes(Int64(k), Int64(n)))
  }

  /// Rounds share `index` of `count` of the columns of `source`, stored as rows `[n, k]`.
  ///
  /// - Parameter scales: of the n rows; for a part of wider rows, those of the whole rows.
  package func fill(
    from source: Matrix, scales: [Float], worker index: Int = 0, of count: Int = 1
  ) {
    precondition(source.rows == n && source.columns == k && scales.count == n)
    panels.fillInt8(from: source, scales: scales, worker: index, of: count)
  }
}

extension Matrix {
  /// Row by row, whole numbers times the row's scale.
  package func fill(int8 values: Span<Int8>, scales: [Float]) {
    precondition(values.count == rows * columns && scales.count == rows)
    for row in 0..<rows {
      let (numbers, start) = (self.row(row), row * columns)
      for column in 0..<columns { numbers[column] = Float(values[start + column]) * scales[row] }
    }
  }
}
