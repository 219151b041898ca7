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

extension AlignedBuffer {
  /// Makes the elementwise mean of one or more buffers of the same layout.
  package convenience init(meanOf buffers: [AlignedBuffer]) {
    self.init(count: buffers[0].count)
    let all = buffers.map(\.floats)
    for place in 0..<count {
      let sum = all.reduce(0.0) { $0 + Double($1[place]) }
      floats[place] = Float(sum / Double(all.count))
    }
  }
}
