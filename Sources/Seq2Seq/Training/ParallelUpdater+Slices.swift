internal import NeuralNetwork

/// What each of several processes has of the parameters: it updates a slice of each part, and keeps moments and averages of
/// its slices only (ZeRO stage 1, Rajbhandari et al. 2020).
///
/// Buffers have a place for all parameters, but pages that are never written take no memory.
extension ParallelUpdater {
  /// Divides the parameters into a few parts of about the same size, at the beginnings of parameters.
  ///
  /// The largest comes first: while a part is computed, those before it are sent, so that of the last one nothing is.
  static func exchangedParts(of layout: ParameterLayout, among processes: Int) -> [Range<Int>] {
    guard processes > 1 else { return [0..<layout.size] }
    let most = 4
    var starts = [0]
    for parameter in layout.parameters
    where parameter.offset >= starts.count * layout.size / most { starts.append(parameter.offset) }
    let ends = starts.dropFirst() + [layout.size]
    return zip(starts, ends).map { $0..<$1 }.filter { !$0.isEmpty }
      .sorted { ($1.count, $0.lowerBound) < ($0.count, $1.lowerBound) }
  }

  /// The parameters that this process updates: a slice of each part.
  var slices: [Range<Int>] {
    exchangedParts.map { part in
      let slice = collective.slice(of: part.count, rank: collective.rank)
      return part.lowerBound + slice.lowerBound..<part.lowerBound + slice.upperBound
    }
  }

  /// Gets the averages of other processes' slices.
  func shareAverage() {
    guard let average else { return }
    for part in exchangedParts { collective.beginShare(average.values.floats.slice(part)) }
    collective.finishExchanges()
  }

  /// Bytes that exchanges need beside the parameters: for each a number that is received, and what is sent if it is rounded.
  var exchangeBytes: Int {
    collective.size == 1 ? 0 : store.layout.size * (gradientPrecision == .bfloat16 ? 6 : 4)
  }

  /// The optimizer's state of all parameters, as long as it is held; on rank 0 only.
  func collectedState() -> [(name: String, values: AlignedBuffer)] {
    if collective.size == 1 { return optimizer.state }
    return optimizer.state.map { name, values in
      let all = AlignedBuffer(count: values.count)
      for part in exchangedParts {
        collective.collectSlices(values.floats.slice(part), into: all.floats.slice(part))
      }
      return (name, all)
    }
  }
}
