internal import CKernels

extension AlignedBuffer {
  /// Brings the elements of `range` into ±`limit`; returns how many were outside.
  package func clamp(_ range: Range<Int>, to limit: Float) -> Int {
    ck_clamp(range.count, base + range.lowerBound, limit)
  }
}

extension Matrix {
  /// Rows that follow each other without a gap can be treated as one long vector.
  private var isContiguous: Bool { stride == columns }

  package func add(_ other: Matrix) {
    assert(rows == other.rows && columns == other.columns)
    if isContiguous && other.isContiguous {
      ck_add(rows * columns, base, other.base)
    } else {
      for index in 0..<rows {
        ck_add(columns, base + index * stride, other.base + index * other.stride)
      }
    }
  }

  /// Adds the same `[B, columns]` to each of the steps of this `[S · B, columns]`.
  package func addToEachStep(_ other: Matrix) {
    for t in 0..<rows / max(other.rows, 1) { step(t, batch: other.rows).add(other) }
  }

  /// The hyperbolic tangent of every element, in place.
  ///
  /// The matrix must have no gaps between rows.
  package func tanh() {
    precondition(isContiguous)
    ck_tanh(rows * columns, base)
  }

  /// Turns dL/dy into dL/dx for y = tanh x, in place.
  package func tanhBackward(output y: Matrix) {
    precondition(isContiguous && y.isContiguous)
    ck_tanh_backward(rows * columns, base, y.base)
  }
}
