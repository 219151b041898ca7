extension TrainingState {
  /// More than any training counts, and far from where sums would overflow.
  private static let most = 1 << 48

  /// The first field that no training can have written, in words; nil if the state is sound.
  ///
  /// A checkpoint may come from anyone, so each number is checked before a training counts on it.
  var fault: String? {
    let counts: [(name: String, value: Int, limit: Int)] = [
      ("update", update, Self.most), ("epoch", epoch, Self.most), ("position", position, update),
      ("validationsWithoutProgress", validationsWithoutProgress, update),
      ("validationsOnPlateau", validationsOnPlateau, validationsWithoutProgress),
      ("reductions", reductions, Self.most), ("rollbacks", rollbacks, TrainingCourse.mostRollbacks),
      ("metricLines", metricLines, Self.most), ("window.tokens", window.tokens, Self.most),
      ("window.updates", window.updates, update),
      ("window.clipped", window.clipped, window.updates),
    ]
    for (name, value, limit) in counts where value < 0 || value > limit {
      return "\(name) is \(value), but can be from 0 to \(limit)"
    }
    let numbers = [
      ("bestScore", bestScore ?? 0), ("bestBLEU", bestBLEU), ("bestLoss", bestLoss),
      ("window.smoothed", window.smoothed), ("window.nll", window.nll),
    ]
    return numbers.first { !$0.1.isFinite }.map { "\($0.0) is not finite" }
  }
}
