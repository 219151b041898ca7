/// Where the pairs of a corpus came from, in little memory: only breaks in the numbering are kept.
struct OriginRuns {
  private var starts: [(pair: Int, origin: PairOrigin)] = []
  private var count = 0

  /// Adds the origin of the next pair.
  mutating func append(_ origin: PairOrigin) {
    if starts.isEmpty || self[count, inLastRun: true] != origin { starts.append((count, origin)) }
    count += 1
  }

  /// The origin of a pair, by its number from 0.
  subscript(pair: Int) -> PairOrigin {
    var (low, high) = (0, starts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle].pair <= pair { low = middle } else { high = middle }
    }
    return Self.origin(of: pair, after: starts[low])
  }

  private subscript(pair: Int, inLastRun _: Bool) -> PairOrigin {
    Self.origin(of: pair, after: starts[starts.count - 1])
  }

  private static func origin(
    of pair: Int, after start: (pair: Int, origin: PairOrigin)
  ) -> PairOrigin {
    var origin = start.origin
    origin.number += pair - start.pair
    if let line = origin.line { origin.line = line + pair - start.pair }
    return origin
  }
}
