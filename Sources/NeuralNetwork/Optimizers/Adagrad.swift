internal import CKernels

/// Adagrad (Duchi, Hazan & Singer 2011): each parameter's learning rate falls with the sum of its squared gradients.
package final class Adagrad: Optimizer, @unchecked Sendable {
  /// L2 regularisation: `l2` times a parameter is added to its gradient.
  package let l2: Float
  package let epsilon: Float
  private let sums: AlignedBuffer

  package init(size: Int, l2: Float = 0, epsilon: Float = 1e-10) {
    self.l2 = l2
    self.epsilon = epsilon
    sums = AlignedBuffer(count: size)
  }

  package var state: [(name: String, values: AlignedBuffer)] { [("adagrad.sum", sums)] }

  package func update(
    _ values: AlignedBuffer, gradient: AlignedBuffer, range: Range<Int>, _ update: OptimizerUpdate
  ) {
    let options = ck_adagrad_options(
      rate: update.rate, epsilon: epsilon, l2: l2, scale: update.scale)
    values.floats.slice(range).adagrad(
      gradient.floats.slice(range), sums.floats.slice(range), options)
  }
}
