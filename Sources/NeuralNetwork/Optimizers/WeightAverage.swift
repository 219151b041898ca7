/// An exponential moving average of all parameters (Polyak & Juditsky 1992).
///
/// Averaging removes the noise of single updates, so the average translates better than the last parameters.
package final class WeightAverage: @unchecked Sendable {
  /// The factor of the old average at each update, after many updates; see ``decay(update:)``.
  package let decay: Float
  /// The averages, in the layout of the parameters.
  package let values: AlignedBuffer

  /// Makes an average that starts with the current parameters.
  package init(of parameters: AlignedBuffer, decay: Float) {
    self.decay = decay
    values = AlignedBuffer(count: parameters.count)
    values.floats.copy(from: parameters.floats)
  }

  /// The decay at an update, counted from 1: small in the first updates, so that the initial parameters soon vanish.
  package func decay(update: Int) -> Float {
    min(decay, (1 + Float(update)) / (10 + Float(update)))
  }

  /// Adds the parameters in `range` after the given update to the average.
  package func follow(_ parameters: AlignedBuffer, range: Range<Int>, update: Int) {
    values.floats.slice(range).average(
      parameters.floats.slice(range), weight: 1 - decay(update: update))
  }

  /// Exchanges the averages and the parameters.
  package func exchange(with parameters: AlignedBuffer) {
    let (averages, parameters) = (values.floats, parameters.floats)
    for index in 0..<averages.count {
      (averages[index], parameters[index]) = (parameters[index], averages[index])
    }
  }
}

/// The mean of weights that come one after the other.
package struct WeightMean {
  private var sums: [Double]
  private var count = 0

  /// Begins with no weights, in a layout of this size.
  package init(size: Int) { sums = [Double](repeating: 0, count: size) }

  /// Adds one set of weights.
  package mutating func add(_ weights: AlignedBuffer) {
    precondition(weights.count == sums.count, "weights of another layout")
    for place in sums.indices { sums[place] += Double(weights.floats[place]) }
    count += 1
  }

  /// The mean of those added, at least one.
  package var mean: AlignedBuffer {
    let result = AlignedBuffer(count: sums.count)
    for place in sums.indices { result.floats[place] = Float(sums[place] / Double(count)) }
    return result
  }
}
