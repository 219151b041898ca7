internal import CKernels

/// Gradient descent with momentum (Polyak 1964), as in `torch.optim.SGD`.
///
/// `m = momentum · m + g`, and the parameter changes by `−rate · m`. A momentum of 0 is plain gradient descent.
package final class GradientDescent: Optimizer, @unchecked Sendable {
  package let momentum: Float
  /// L2 regularisation: `l2` times a parameter is added to its gradient.
  package let l2: Float
  private let velocities: AlignedBuffer

  package init(size: Int, momentum: Float, l2: Float = 0) {
    self.momentum = momentum
    self.l2 = l2
    velocities = AlignedBuffer(count: size)
  }

  package var state: [(name: String, values: AlignedBuffer)] { [("sgd.velocity", velocities)] }

  package func update(
    _ values: AlignedBuffer, gradient: AlignedBuffer, range: Range<Int>, _ update: OptimizerUpdate
  ) {
    let options = ck_sgd_options(
      rate: update.rate, momentum: momentum, l2: l2, scale: update.scale)
    values.floats.slice(range).descend(
      gradient.floats.slice(range), velocities.floats.slice(range), options)
  }
}
