internal import CKernels

/// How the states of a sentence become its one context vector c.
package enum ContextPooling: String, Sendable, CaseIterable {
  /// The final states of both directions.
  case last
  /// The mean of the states over the sentence.
  case mean
  /// The maximum of each component over the sentence.
  case max
}

/// Mean or maximum over the real steps of each sentence; both work on `[S · B, C]`.
package enum TimePooling {
  package static func mean(
    _ states: Matrix, lengths: UnsafePointer<Int32>, into y: Matrix
  ) {
    ck_mean_over_time(
      Int32(y.rows), Int32(y.columns), states.base, states.stride, lengths, y.base, y.stride)
  }

  package static func meanBackward(
    _ gradient: Matrix, lengths: UnsafePointer<Int32>, into states: Matrix
  ) {
    ck_mean_over_time_backward(
      Int32(gradient.rows), Int32(gradient.columns), states.base, states.stride, lengths,
      gradient.base, gradient.stride)
  }

  /// `which` `[B, C]` receives the step each maximum stands at.
  package static func max(
    _ states: Matrix, lengths: UnsafePointer<Int32>, into y: Matrix,
    which: UnsafeMutablePointer<Int32>
  ) {
    ck_max_over_time(
      Int32(y.rows), Int32(y.columns), states.base, states.stride, lengths, y.base, y.stride,
      which)
  }

  package static func maxBackward(
    _ gradient: Matrix, which: UnsafePointer<Int32>, into states: Matrix
  ) {
    ck_max_over_time_backward(
      Int32(gradient.rows), Int32(gradient.columns), states.base, states.stride, which,
      gradient.base, gradient.stride)
  }
}
