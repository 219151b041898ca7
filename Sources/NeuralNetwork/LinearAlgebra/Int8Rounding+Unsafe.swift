internal import CProducts

// Rows as whole numbers to ±127 times a scale each.

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
    precondition(scales.count == rows, "a scale for each row")
    return unsafe [Int8](unsafeUninitializedCapacity: rows * columns) { values, count in
      unsafe cp_int8_quantize(
        Int64(rows), Int64(columns), base, Int64(stride), scales, values.baseAddress)
      count = rows * columns
    }
  }

  /// Row by row, whole numbers times the row's scale.
  package func fill(int8 values: Span<Int8>, scales: [Float]) {
    precondition(
      values.count == rows * columns && scales.count == rows, "a number for each place")
    for row in 0..<rows {
      let (numbers, start) = (self.row(row), row * columns)
      for column in 0..<columns { numbers[column] = Float(values[start + column]) * scales[row] }
    }
  }
}
