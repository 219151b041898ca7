internal import CKernels

/// An exponential moving average of all parameters (Polyak & Juditsky 1992): the path of the updates
/// without its noise, which translates better than where the path happens to end.
package final class WeightAverage: @unchecked Sendable {
  /// The share of itself that the average keeps at an update, once there have been many.
  package let decay: Float
  /// The averages, in the layout of the parameters.
  package let values: AlignedBuffer

  /// Begins with the parameters as they are.
  package init(of parameters: AlignedBuffer, decay: Float) {
    self.decay = decay
    values = AlignedBuffer(count: parameters.count)
    values.base.update(from: parameters.base, count: parameters.count)
  }

  /// The decay at update `step`, counted from 1: small at first, when there is little worth keeping.
  package func decay(step: Int) -> Float {
    min(decay, (1 + Float(step)) / (10 + Float(step)))
  }

  /// Takes in the parameters of `range` as update `step` has left them.
  package func follow(_ parameters: AlignedBuffer, range: Range<Int>, step: Int) {
    ck_average(
      range.count, values.base + range.lowerBound, parameters.base + range.lowerBound,
      1 - decay(step: step))
  }

  /// Exchanges the averages and the parameters.
  package func exchange(with parameters: AlignedBuffer) {
    for index in 0..<values.count {
      (values.base[index], parameters.base[index]) = (parameters.base[index], values.base[index])
    }
  }
}
