/// A view of row-major floats `[rows, columns]`; it owns nothing.
package struct Matrix: @unchecked Sendable {
  package let base: UnsafeMutablePointer<Float>
  package let rows: Int
  package let columns: Int
  /// Floats from the start of a row to the start of the next, at least `columns`.
  package let stride: Int

  package init(_ base: UnsafeMutablePointer<Float>, rows: Int, columns: Int, stride: Int? = nil) {
    self.base = base
    self.rows = rows
    self.columns = columns
    self.stride = stride ?? columns
  }

  /// The rows in `range`, as a view of the same memory.
  package func rows(_ range: Range<Int>) -> Matrix {
    assert(range.lowerBound >= 0 && range.upperBound <= rows)
    return Matrix(
      base + range.lowerBound * stride, rows: range.count, columns: columns, stride: stride)
  }

  /// The columns in `range`, as a view of the same memory.
  package func columns(_ range: Range<Int>) -> Matrix {
    assert(range.lowerBound >= 0 && range.upperBound <= columns)
    return Matrix(base + range.lowerBound, rows: rows, columns: range.count, stride: stride)
  }

  /// Step `t` of a time-major sequence `[steps * batch, columns]`.
  package func step(_ t: Int, batch: Int) -> Matrix {
    rows(t * batch..<(t + 1) * batch)
  }

  package func row(_ index: Int) -> UnsafeMutableBufferPointer<Float> {
    UnsafeMutableBufferPointer(start: base + index * stride, count: columns)
  }

  package func fill(_ value: Float) {
    for index in 0..<rows { row(index).update(repeating: value) }
  }

  package func copy(from other: Matrix) {
    assert(rows == other.rows && columns == other.columns)
    for index in 0..<rows {
      (base + index * stride).update(from: other.base + index * other.stride, count: columns)
    }
  }
}
