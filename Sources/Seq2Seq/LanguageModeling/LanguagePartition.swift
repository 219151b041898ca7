/// How a long text becomes the windows of an epoch.
package struct LanguagePartition: Sendable, Hashable, Codable {
  package enum Order: String, Sendable, Hashable, Codable, CaseIterable {
    /// The text is cut into as many streams as a batch has windows; each window follows the last one of its stream,
    /// whose state it begins with.
    case sequential
    /// All windows are shuffled, and begin with zero.
    case random
  }

  package var order = Order.sequential
  /// B, windows per update.
  package var batch = 32
  /// S, time steps per window: how far back gradients go.
  package var steps = 64

  package init() {}

  /// The windows of each update, as ranges of the tokens that they read; the token after each is the last target.
  ///
  /// Each epoch begins at another of the first tokens, so that windows differ.
  package func updates(tokens count: Int, epoch: Int, seed: UInt64) -> [[Range<Int>]] {
    var generator = SeededGenerator(seed: seed, stream: SeededGenerator.mix(UInt64(epoch)) ^ 3)
    let predicted = count - 1
    guard predicted >= 1 else { return [] }
    let steps = min(steps, predicted)
    let first = generator.next(below: min(steps, predicted - steps + 1))
    switch order {
    case .sequential: return sequential(first..<predicted, steps)
    case .random:
      var starts = Array(stride(from: first, through: predicted - steps, by: steps))
      generator.shuffle(&starts)
      return stride(from: 0, to: starts.count, by: batch).map { index in
        starts[index..<min(index + batch, starts.count)].map { $0..<$0 + steps }
      }
    }
  }

  private func sequential(_ range: Range<Int>, _ steps: Int) -> [[Range<Int>]] {
    // A short text has fewer streams, so that each has a window at least.
    let streams = max(1, min(batch, range.count / steps))
    let length = range.count / streams
    return stride(from: 0, to: length, by: steps).map { step in
      (0..<streams).map { stream in
        let start = range.lowerBound + stream * length
        return start + step..<start + min(step + steps, length)
      }
    }
  }
}
