/// Training pairs that follow each other, and the weight of their source: how many times an epoch has them.
struct WeightedPairs: Hashable, Codable, Sendable {
  let pairs: Range<Int>
  let weight: Double
}

/// The pairs of an epoch as runs of a few consecutive pairs: those of each source as many times as its weight says.
///
/// Of a weight with a fraction, the rest are drawn. No pair is drawn again, in this epoch or a later one, before all of its
/// source were. A run is computed when it is asked for.
struct WeightedRuns: RandomAccessCollection, Sendable {
  /// The runs of a source.
  private struct Part {
    let pairs: Range<Int>
    let size: Int
    /// The place of its first run among all of the epoch.
    let start: Int
    /// How many runs there are once each, and how many that an epoch has in any case.
    let count, whole: Int
    /// The number of the first run that is drawn, among those of all epochs, and how many are drawn.
    let firstDrawn, drawn: Int
    /// The orders in which runs are drawn: until all were, and then.
    let orders: [SeededPermutation]

    init(_ weighted: WeightedPairs, start: Int, size: Int, seed: UInt64, epoch: Int) {
      let numbers = weighted.pairs
      pairs = numbers
      self.size = size
      self.start = start
      let blocks =
        numbers.isEmpty ? 0..<0 : numbers.lowerBound / size..<(numbers.upperBound - 1) / size + 1
      count = blocks.count
      let times = weighted.weight.rounded(.down)
      whole = Int(times) * count
      let fraction = weighted.weight - times
      // A source is never without any pair.
      let perEpoch = Swift.max(fraction * Double(count), whole == 0 && count > 0 ? 1 : 0)
      func drawnBefore(_ epoch: Int) -> Int { Int((Double(epoch) * perEpoch).rounded(.up)) }
      firstDrawn = drawnBefore(epoch)
      drawn = drawnBefore(epoch + 1) - firstDrawn
      let round = count == 0 ? 0 : firstDrawn / count
      let (count, seed) = (count, seed ^ UInt64(numbers.lowerBound))
      orders =
        drawn == 0
        ? []
        : (0..<2).map {
          SeededPermutation(count: count, seed: seed, stream: UInt64(round + $0))
        }
    }

    var end: Int { start + whole + drawn }

    /// The pairs of a run, by its place among those of this source.
    subscript(place: Int) -> Range<Int> {
      let number =
        if place < whole {
          place % count
        } else {
          drawnRun(firstDrawn % count + place - whole)
        }
      let first = (pairs.lowerBound / size + number) * size
      return (first..<first + size).clamped(to: pairs)
    }

    private func drawnRun(_ place: Int) -> Int { orders[place / count][place % count] }
  }

  private let parts: [Part]
  let startIndex = 0
  var endIndex: Int { parts.last?.end ?? 0 }
  /// How many pairs the epoch has.
  let pairs: Int

  /// Sets its random numbers apart from others.
  private static let purpose: UInt64 = 0x5745_4947_4854_4544

  /// - Parameters:
  ///   - sources: the training pairs of each source, in their order.
  ///   - size: how many pairs a run has, but for the first and the last one of a source.
  ///   - seed: another seed gives other draws.
  ///   - epoch: the number of the epoch, from 0.
  init(of sources: [WeightedPairs], size: Int, seed: UInt64, epoch: Int) {
    var parts: [Part] = []
    for source in sources {
      parts.append(
        Part(
          source, start: parts.last?.end ?? 0, size: size, seed: seed ^ Self.purpose, epoch: epoch))
    }
    self.parts = parts
    pairs = sources.reduce(0) { $0 + Int(Double($1.pairs.count) * $1.weight) }
  }

  subscript(place: Int) -> Range<Int> {
    // There are as many parts as files were named: few.
    guard let part = parts.first(where: { place < $0.end }) else {
      preconditionFailure("run \(place) of \(count)")
    }
    return part[place - part.start]
  }
}
