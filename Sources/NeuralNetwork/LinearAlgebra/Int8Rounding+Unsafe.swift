internal import CProducts

// Quantisation to int8: each row becomes integers within ±127 and one scale.

extension Matrix {
  /// The scale of each row: its largest magnitude / 127.
  package var int8Scales: [Float] {
    unsafe [Float](unsafeUninitializedCapacity: rows) { scales, count in
      unsafe cp_int8_scales(
        Int64(rows), Int64(columns), base, Int64(stride), scales.baseAddress)
      count = rows
    }
  }

  /// Divides each row by its scale and rounds.
  package func int8Values(scales: [Float]) -> [Int8] {
    precondition(scales.count == rows, "one scale per row")
    return unsafe [Int8](unsafeUninitializedCapacity: rows * columns) { values, count in
      unsafe cp_int8_quantize(
        Int64(rows), Int64(columns), base, Int64(stride), scales, values.baseAddress)
      count = rows * columns
    }
  }

  /// Fills each row with its integers times its scale.
  package func fill(int8 values: Span<Int8>, scales: [Float]) {
    precondition(
      values.count == rows * columns && scales.count == rows,
      "one integer per element and one scale per row")
    unsafe values.withUnsafeBufferPointer { values in
      unsafe cp_int8_dequantize(
        Int64(rows), Int64(columns), values.baseAddress, scales, base, Int64(stride))
    }
  }
}
