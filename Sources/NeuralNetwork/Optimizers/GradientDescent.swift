internal import CKernels

/// Gradient descent, with momentum unless it is 0 (Polyak 1964) in the form of `torch.optim.SGD`:
/// m = momentum · m + g, and the parameter moves by −rate · m.
package final class GradientDescent: Optimizer, @unchecked Sendable {
  package let momentum: Float
  /// Weight decay as a part of the loss: l2 times a parameter is added to its gradient.
  package let l2: Float
  private let velocities: AlignedBuffer

  package init(size: Int, momentum: Float, l2: Float = 0) {
    self.momentum = momentum
    self.l2 = l2
    velocities = AlignedBuffer(count: size)
  }

  package var state: [(name: String, values: AlignedBuffer)] { [("sgd.velocity", velocities)] }

  package func update(
    _ values: AlignedBuffer, gradient: AlignedBuffer, range: Range<Int>, _ step: OptimizerStep
  ) {
    let options = ck_sgd_options(rate: step.rate, momentum: momentum, l2: l2, scale: step.scale)
    values.floats.slice(range).descend(
      gradient.floats.slice(range), velocities.floats.slice(range), options)
  }
}
