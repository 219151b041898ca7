internal import CKernels

// One wrapper a kernel: what CKernels.h says of its arguments is checked here.

extension Vector<Float> {
  package func add(_ other: Vector) {
    precondition(count == other.count, "vectors of different lengths")
    unsafe ck_add(count, base, other.base)
  }

  /// Adds the sums of a matrix' columns, rows in ascending order.
  func addColumnSums(of x: Matrix) {
    precondition(count == x.columns, "a sum for each column")
    unsafe ck_column_sum(Int32(x.rows), Int32(x.columns), x.base, x.stride, base)
  }

  /// In double precision.
  var sumOfSquares: Double { unsafe ck_sum_of_squares(count, base) }

  /// Whether all are; the square of a finite one is finite in double precision.
  package var isFinite: Bool { sumOfSquares.isFinite }

  /// Brings the elements into ±`limit`; returns how many were outside.
  package func clamp(to limit: Float) -> Int { unsafe ck_clamp(count, base, limit) }

  /// Moves an average by so much of the way to `values`.
  func average(_ values: Vector, weight: Float) {
    precondition(count == values.count, "vectors of different lengths")
    unsafe ck_average(count, base, values.base, weight)
  }
}

extension Matrix {
  /// The first number; the others are `stride` apart from row to row.
  var base: UnsafeMutablePointer<Float> { unsafe memory.base }

  package func add(_ other: Matrix) {
    checkShape(of: other)
    if isContiguous && other.isContiguous {
      unsafe ck_add(rows * columns, base, other.base)
    } else {
      for index in 0..<rows { row(index).add(other.row(index)) }
    }
  }

  /// Adds the same `[B, columns]` to each of the steps of this `[S · B, columns]`.
  package func addToEachStep(_ other: Matrix) {
    precondition(other.rows == 0 || rows.isMultiple(of: other.rows), "rows are no steps")
    for t in 0..<rows / max(other.rows, 1) { step(t, batch: other.rows).add(other) }
  }

  /// Adds the same to every row.
  func addToEachRow(_ bias: Vector<Float>) {
    precondition(columns == bias.count, "a bias for each column")
    unsafe ck_add_bias(Int32(rows), Int32(columns), base, stride, bias.base)
  }

  /// The hyperbolic tangent of every element, in place.
  ///
  /// The matrix must have no gaps between rows.
  package func tanh() {
    precondition(isContiguous, "rows with gaps")
    unsafe ck_tanh(rows * columns, base)
  }

  /// Turns dL/dy into dL/dx for y = tanh x, in place.
  package func tanhBackward(output y: Matrix) {
    checkShape(of: y)
    precondition(isContiguous && y.isContiguous, "rows with gaps")
    unsafe ck_tanh_backward(rows * columns, base, y.base)
  }

  /// Takes the rows of a table that `ids` name, one after the other.
  func gather(_ ids: Vector<Int32>, of table: Matrix) {
    precondition(ids.count == rows && columns == table.columns, "a row of the table for each id")
    precondition(ids.isWithin(0..<table.rows), "ids beyond the table")
    unsafe ck_gather(
      Int32(rows), Int32(columns), table.base, table.stride, ids.base, base, stride)
  }

  /// Inverted dropout with the mask that `seed` and `first` name.
  func dropOut(rate: Float, seed: UInt64, first: UInt64) {
    unsafe ck_dropout(Int32(rows), Int32(columns), base, stride, rate, seed, first)
  }
}
