/// A view of row-major floats `[rows, columns]`; it owns nothing.
package struct Matrix: Sendable {
  /// From the first number to the last, with what lies between the rows.
  let memory: Vector<Float>
  package let rows: Int
  package let columns: Int
  /// Floats from the start of a row to the start of the next, at least `columns`.
  package let stride: Int

  package init(_ memory: Vector<Float>, rows: Int, columns: Int, stride: Int? = nil) {
    let stride = stride ?? columns
    assert(stride >= columns && (rows == 0 || memory.count >= (rows - 1) * stride + columns))
    self.memory = memory
    self.rows = rows
    self.columns = columns
    self.stride = stride
  }

  /// Rows that follow each other without a gap can be treated as one long vector.
  var isContiguous: Bool { stride == columns }

  package subscript(row: Int, column: Int) -> Float {
    get { memory[row * stride + column] }
    nonmutating set { memory[row * stride + column] = newValue }
  }

  /// The rows in `range`, as a view of the same memory.
  package func rows(_ range: Range<Int>) -> Matrix {
    assert(range.lowerBound >= 0 && range.upperBound <= rows)
    let start = range.isEmpty ? 0 : range.lowerBound * stride
    let end = range.isEmpty ? 0 : (range.upperBound - 1) * stride + columns
    return Matrix(memory.slice(start..<end), rows: range.count, columns: columns, stride: stride)
  }

  /// The columns in `range`, as a view of the same memory.
  package func columns(_ range: Range<Int>) -> Matrix {
    assert(range.lowerBound >= 0 && range.upperBound <= columns)
    let start = rows == 0 ? 0 : range.lowerBound
    let end = rows == 0 ? 0 : (rows - 1) * stride + range.upperBound
    return Matrix(memory.slice(start..<end), rows: rows, columns: range.count, stride: stride)
  }

  /// Step `t` of a time-major sequence `[steps * batch, columns]`.
  package func step(_ t: Int, batch: Int) -> Matrix {
    rows(t * batch..<(t + 1) * batch)
  }

  package func row(_ index: Int) -> Vector<Float> {
    memory.slice(index * stride..<index * stride + columns)
  }

  package func fill(_ value: Float) {
    for index in 0..<rows { row(index).fill(value) }
  }

  package func copy(from other: Matrix) {
    assert(rows == other.rows && columns == other.columns)
    for index in 0..<rows { row(index).copy(from: other.row(index)) }
  }
}
