internal import NeuralNetwork

/// What each of several processes has of the parameters: it updates a slice, and keeps moments and averages of that slice
/// only (ZeRO stage 1, Rajbhandari et al. 2020).
///
/// Buffers have a place for all parameters, but pages that are never written take no memory.
extension ParallelUpdater {
  /// The parameters that this process updates.
  var slice: Range<Int> { collective.slice(of: store.layout.size, rank: collective.rank) }

  /// Gets the averages of other processes' slices.
  func shareAverage() {
    if let average { collective.shareSlices(average.values.floats) }
  }

  /// The optimizer's state of all parameters, as long as it is held; on rank 0 only.
  func collectedState() -> [(name: String, values: AlignedBuffer)] {
    if collective.size == 1 { return optimizer.state }
    return optimizer.state.map { name, values in
      let all = AlignedBuffer(count: values.count)
      collective.collectSlices(values.floats, into: all.floats)
      return (name, all)
    }
  }
}
