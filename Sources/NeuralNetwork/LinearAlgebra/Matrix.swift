/// A view of row-major floats `[rows, columns]`; it owns nothing.
package struct Matrix {
  /// All memory from the first element to the last, gaps between rows included.
  let memory: Vector<Float>
  package let rows: Int
  package let columns: Int
  /// The distance in floats from one row to the next, at least `columns`.
  package let stride: Int

  package init(_ memory: Vector<Float>, rows: Int, columns: Int, stride: Int? = nil) {
    let stride = stride ?? columns
    precondition(
      rows >= 0 && columns >= 0 && stride >= columns
        && (rows == 0 || memory.count >= (rows - 1) * stride + columns),
      "a matrix [\(rows), \(columns)] in \(memory.count) numbers")
    self.memory = memory
    self.rows = rows
    self.columns = columns
    self.stride = stride
  }

  /// Whether there are no gaps between rows, so that the matrix can be treated as one vector.
  var isContiguous: Bool { stride == columns }

  package subscript(row: Int, column: Int) -> Float {
    get { memory[place(row, column)] }
    nonmutating set { memory[place(row, column)] = newValue }
  }

  private func place(_ row: Int, _ column: Int) -> Int {
    precondition(
      row >= 0 && row < rows && column >= 0 && column < columns, "a place beyond the matrix")
    return row * stride + column
  }

  /// The rows in `range`, as a view of the same memory.
  package func rows(_ range: Range<Int>) -> Matrix {
    precondition(range.lowerBound >= 0 && range.upperBound <= rows, "rows beyond the matrix")
    let start = range.isEmpty ? 0 : range.lowerBound * stride
    let end = range.isEmpty ? 0 : (range.upperBound - 1) * stride + columns
    return Matrix(memory.slice(start..<end), rows: range.count, columns: columns, stride: stride)
  }

  /// The columns in `range`, as a view of the same memory.
  package func columns(_ range: Range<Int>) -> Matrix {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= columns, "columns beyond the matrix")
    let start = rows == 0 ? 0 : range.lowerBound
    let end = rows == 0 ? 0 : (rows - 1) * stride + range.upperBound
    return Matrix(memory.slice(start..<end), rows: rows, columns: range.count, stride: stride)
  }

  /// Time step `t` of a time-major sequence `[steps · batch, columns]`, as a view of the same memory.
  package func step(_ t: Int, batch: Int) -> Matrix {
    rows(t * batch..<(t + 1) * batch)
  }

  package func row(_ index: Int) -> Vector<Float> {
    precondition(index >= 0 && index < rows, "a row beyond the matrix")
    return memory.slice(index * stride..<index * stride + columns)
  }

  /// Traps unless both matrices have the same shape.
  func checkShape(of other: Matrix) {
    precondition(
      rows == other.rows && columns == other.columns,
      "[\(rows), \(columns)] meets [\(other.rows), \(other.columns)]")
  }

  package func fill(_ value: Float) {
    for index in 0..<rows { row(index).fill(value) }
  }

  package func copy(from other: Matrix) {
    checkShape(of: other)
    for index in 0..<rows { row(index).copy(from: other.row(index)) }
  }
}
