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
    values.floats.copy(from: parameters.floats)
  }

  /// The decay at update `step`, counted from 1: small at first, when there is little worth keeping.
  package func decay(step: Int) -> Float {
    min(decay, (1 + Float(step)) / (10 + Float(step)))
  }

  /// Takes in the parameters of `range` as update `step` has left them.
  package func follow(_ parameters: AlignedBuffer, range: Range<Int>, step: Int) {
    values.floats.slice(range).average(
      parameters.floats.slice(range), weight: 1 - decay(step: step))
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
  /// The means, number by number, of at least one buffer of one layout.
  package convenience init(meanOf buffers: [AlignedBuffer]) {
    self.init(count: buffers[0].count)
    let all = buffers.map(\.floats)
    for place in 0..<count {
      let sum = all.reduce(0.0) { $0 + Double($1[place]) }
      floats[place] = Float(sum / Double(all.count))
    }
  }
}
