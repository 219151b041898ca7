internal import CKernels

/// The options of Adam (Kingma & Ba 2015) or, with `decay`, AdamW (Loshchilov & Hutter 2019).
package struct AdamOptions: Sendable, Hashable {
  package var beta1: Float = 0.9
  package var beta2: Float = 0.999
  package var epsilon: Float = 1e-8
  /// Decoupled weight decay: each update subtracts `rate · decay` times the parameter from it.
  package var decay: Float = 0
  /// L2 regularisation: `l2` times a parameter is added to its gradient.
  package var l2: Float = 0

  package init() {}
}

/// Adam, with the running moments of every parameter's gradient.
package final class Adam: Optimizer, @unchecked Sendable {
  package let options: AdamOptions
  package let firstMoments: AlignedBuffer
  package let secondMoments: AlignedBuffer

  package var state: [(name: String, values: AlignedBuffer)] {
    [("adam.first", firstMoments), ("adam.second", secondMoments)]
  }

  package init(size: Int, options: AdamOptions) {
    self.options = options
    firstMoments = AlignedBuffer(count: size)
    secondMoments = AlignedBuffer(count: size)
  }

  package func update(
    _ values: AlignedBuffer, gradient: AlignedBuffer, range: Range<Int>, _ update: OptimizerUpdate
  ) {
    var adam = ck_adam_options()
    adam.rate = update.rate
    adam.beta1 = options.beta1
    adam.beta2 = options.beta2
    adam.epsilon = options.epsilon
    adam.decay = options.decay
    adam.l2 = options.l2
    adam.scale = update.scale
    adam.correction1 = Float(1 - power(Double(options.beta1), update.number))
    adam.correction2 = Float(1 - power(Double(options.beta2), update.number))
    values.floats.slice(range).adam(
      gradient.floats.slice(range), firstMoments.floats.slice(range),
      secondMoments.floats.slice(range), adam)
  }

  private func power(_ base: Double, _ exponent: Int) -> Double {
    var result = 1.0
    var factor = base
    var rest = exponent
    while rest > 0 {
      if rest & 1 == 1 { result *= factor }
      factor *= factor
      rest >>= 1
    }
    return result
  }
}
