internal import CKernels

/// Mean and max pooling over the time steps of each sentence, without padding: from `[S · B, C]` to `[B, C]`.
package enum TimePooling {
  package static func mean(_ states: Matrix, lengths: Vector<Int32>, into y: Matrix) {
    check(states, lengths, y)
    unsafe ck_mean_over_time(
      Int32(y.rows), Int32(y.columns), states.base, states.stride, lengths.base, y.base, y.stride)
  }

  package static func meanBackward(
    _ gradient: Matrix, lengths: Vector<Int32>, into states: Matrix
  ) {
    check(states, lengths, gradient)
    unsafe ck_mean_over_time_backward(
      Int32(gradient.rows), Int32(gradient.columns), states.base, states.stride, lengths.base,
      gradient.base, gradient.stride)
  }

  /// Computes the maxima y; `which` `[B, C]` receives the time step of each maximum.
  package static func max(
    _ states: Matrix, lengths: Vector<Int32>, into y: Matrix, which: Vector<Int32>
  ) {
    check(states, lengths, y)
    precondition(which.count == y.rows * y.columns, "one time step per maximum")
    unsafe ck_max_over_time(
      Int32(y.rows), Int32(y.columns), states.base, states.stride, lengths.base, y.base, y.stride,
      which.base)
  }

  package static func maxBackward(
    _ gradient: Matrix, which: Vector<Int32>, into states: Matrix
  ) {
    precondition(states.columns == gradient.columns, "states and gradient of equal width")
    precondition(which.count == gradient.rows * gradient.columns, "one time step per maximum")
    precondition(
      which.isWithin(0..<states.rows / Swift.max(gradient.rows, 1)), "time steps from 0 to S - 1")
    unsafe ck_max_over_time_backward(
      Int32(gradient.rows), Int32(gradient.columns), states.base, states.stride, which.base,
      gradient.base, gradient.stride)
  }

  private static func check(_ states: Matrix, _ lengths: Vector<Int32>, _ y: Matrix) {
    precondition(
      lengths.count == y.rows && states.columns == y.columns,
      "one length per row, states and result of equal width")
    precondition(
      lengths.isWithin(1..<states.rows / Swift.max(y.rows, 1) + 1), "lengths from 1 to S")
  }
}
