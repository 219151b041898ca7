internal import CKernels

/// Adam (Kingma & Ba 2015); with `decay`, AdamW (Loshchilov & Hutter 2019).
package struct AdamOptions: Sendable, Hashable {
  package var beta1: Float = 0.9
  package var beta2: Float = 0.999
  package var epsilon: Float = 1e-8
  /// Decoupled weight decay: each update shrinks a parameter by rate · decay of itself.
  package var decay: Float = 0

  package init() {}
}

/// The two moments of Adam for every parameter, in the layout of the parameters.
package final class Adam: @unchecked Sendable {
  package let options: AdamOptions
  package let firstMoments: AlignedBuffer
  package let secondMoments: AlignedBuffer
  /// Updates made.
  package var step = 0

  package init(size: Int, options: AdamOptions) {
    self.options = options
    firstMoments = AlignedBuffer(count: size)
    secondMoments = AlignedBuffer(count: size)
  }

  /// Updates the parameters in `range` with `scale · gradient`; `step` counts from 1.
  package func update(
    _ values: AlignedBuffer, gradient: AlignedBuffer, range: Range<Int>, rate: Float, scale: Float,
    step: Int
  ) {
    var adam = ck_adam_options()
    adam.rate = rate
    adam.beta1 = options.beta1
    adam.beta2 = options.beta2
    adam.epsilon = options.epsilon
    adam.decay = options.decay
    adam.scale = scale
    adam.correction1 = Float(1 - power(Double(options.beta1), step))
    adam.correction2 = Float(1 - power(Double(options.beta2), step))
    ck_adam(
      range.count, values.base + range.lowerBound, gradient.base + range.lowerBound,
      firstMoments.base + range.lowerBound, secondMoments.base + range.lowerBound, &adam)
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
