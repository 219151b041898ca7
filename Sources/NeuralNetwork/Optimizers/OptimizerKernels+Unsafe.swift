internal import CKernels

extension Vector<Float> {
  /// Updates these parameters by Adam.
  func adam(
    _ gradient: Vector, _ firstMoments: Vector, _ secondMoments: Vector, _ options: ck_adam_options
  ) {
    check(gradient, firstMoments, secondMoments)
    unsafe withUnsafePointer(to: options) { options in
      unsafe ck_adam(
        count, base, gradient.base, firstMoments.base, secondMoments.base, options)
    }
  }

  /// Updates these parameters by gradient descent.
  func descend(_ gradient: Vector, _ velocities: Vector, _ options: ck_sgd_options) {
    check(gradient, velocities)
    unsafe withUnsafePointer(to: options) { options in
      unsafe ck_sgd(count, base, gradient.base, velocities.base, options)
    }
  }

  /// Updates these parameters by Adagrad.
  func adagrad(_ gradient: Vector, _ sums: Vector, _ options: ck_adagrad_options) {
    check(gradient, sums)
    unsafe withUnsafePointer(to: options) { options in
      unsafe ck_adagrad(count, base, gradient.base, sums.base, options)
    }
  }

  /// Checks that all vectors have the length of the parameters.
  private func check(_ gradient: Vector, _ sums: Vector, _ others: Vector? = nil) {
    precondition(
      gradient.count == count && sums.count == count && others.map { $0.count == count } ?? true,
      "one number per parameter")
  }
}
