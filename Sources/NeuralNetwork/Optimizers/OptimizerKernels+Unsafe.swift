internal import CKernels

extension Vector<Float> {
  /// One update of these parameters by Adam.
  func adam(
    _ gradient: Vector, _ firstMoments: Vector, _ secondMoments: Vector, _ options: ck_adam_options
  ) {
    assert(gradient.count == count && firstMoments.count == count && secondMoments.count == count)
    unsafe withUnsafePointer(to: options) { options in
      unsafe ck_adam(
        count, base, gradient.base, firstMoments.base, secondMoments.base, options)
    }
  }

  /// One update of these parameters by gradient descent.
  func descend(_ gradient: Vector, _ velocities: Vector, _ options: ck_sgd_options) {
    assert(gradient.count == count && velocities.count == count)
    unsafe withUnsafePointer(to: options) { options in
      unsafe ck_sgd(count, base, gradient.base, velocities.base, options)
    }
  }

  /// One update of these parameters by Adagrad.
  func adagrad(_ gradient: Vector, _ sums: Vector, _ options: ck_adagrad_options) {
    assert(gradient.count == count && sums.count == count)
    unsafe withUnsafePointer(to: options) { options in
      unsafe ck_adagrad(count, base, gradient.base, sums.base, options)
    }
  }
}
