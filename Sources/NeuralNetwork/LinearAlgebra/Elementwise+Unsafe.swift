internal import CKernels

// One wrapper per kernel. It checks what CKernels.h requires of the arguments.

extension Vector<Float> {
  package func add(_ other: Vector) {
    precondition(count == other.count, "vectors of different lengths")
    unsafe ck_add(count, base, other.base)
  }

  /// Adds the sums of a matrix' columns; rows are added in ascending order.
  func addColumnSums(of x: Matrix) {
    precondition(count == x.columns, "one sum per column")
    unsafe ck_column_sum(Int32(x.rows), Int32(x.columns), x.base, x.stride, base)
  }

  /// The sum of squares, in double precision.
  package var sumOfSquares: Double { unsafe ck_sum_of_squares(count, base) }

  /// Whether all elements are finite.
  ///
  /// The square of a finite float is finite in double precision, so the sum of squares tells.
  package var isFinite: Bool { sumOfSquares.isFinite }

  /// Clamps the elements to ±`limit`; returns how many were outside.
  package func clamp(to limit: Float) -> Int { unsafe ck_clamp(count, base, limit) }

  /// Updates an exponential moving average: adds `weight` times the difference from it to `values`.
  func average(_ values: Vector, weight: Float) {
    precondition(count == values.count, "vectors of different lengths")
    unsafe ck_average(count, base, values.base, weight)
  }
}

extension Matrix {
  /// The address of the first element; rows are `stride` elements apart.
  var base: UnsafeMutablePointer<Float> { unsafe memory.base }

  package func add(_ other: Matrix) {
    checkShape(of: other)
    if isContiguous && other.isContiguous {
      unsafe ck_add(rows * columns, base, other.base)
    } else {
      for index in 0..<rows { row(index).add(other.row(index)) }
    }
  }

  /// Adds a matrix `[B, columns]` to each time step of this matrix `[S · B, columns]`.
  package func addToEachStep(_ other: Matrix) {
    precondition(
      other.rows == 0 || rows.isMultiple(of: other.rows), "a multiple of the other matrix' rows")
    for t in 0..<rows / max(other.rows, 1) { step(t, batch: other.rows).add(other) }
  }

  /// Adds a bias to every row.
  func addToEachRow(_ bias: Vector<Float>) {
    precondition(columns == bias.count, "one bias per column")
    unsafe ck_add_bias(Int32(rows), Int32(columns), base, stride, bias.base)
  }

  /// Replaces every element by its hyperbolic tangent.
  ///
  /// The matrix must have no gaps between rows.
  package func tanh() {
    precondition(isContiguous, "a matrix without gaps between rows")
    unsafe ck_tanh(rows * columns, base)
  }

  /// Turns dL/dy into dL/dx for y = tanh x, in place.
  package func tanhBackward(output y: Matrix) {
    checkShape(of: y)
    precondition(isContiguous && y.isContiguous, "matrices without gaps between rows")
    unsafe ck_tanh_backward(rows * columns, base, y.base)
  }

  /// Copies row `ids[i]` of a table into row i.
  func gather(_ ids: Vector<Int32>, of table: Matrix) {
    precondition(ids.count == rows && columns == table.columns, "one id per row")
    precondition(ids.isWithin(0..<table.rows), "ids beyond the table")
    unsafe ck_gather(
      Int32(rows), Int32(columns), table.base, table.stride, ids.base, base, stride)
  }

  /// Applies inverted dropout; the mask is a function of `seed`, `first` and the element's index.
  func dropOut(rate: Float, seed: UInt64, first: UInt64) {
    unsafe ck_dropout(Int32(rows), Int32(columns), base, stride, rate, seed, first)
  }
}
