/// How many pairs come from each of several sources that are read one after the other.
struct SourceCounts: Hashable, Codable, Sendable {
  private(set) var counts: [Int]

  init(_ counts: [Int] = []) { self.counts = counts }

  /// Adds a pair of a source, by the source's number from 0.
  mutating func add(_ source: Int) {
    while counts.count <= source { counts.append(0) }
    counts[source] += 1
  }

  /// The source that a pair comes from, by the pair's number from 0.
  func source(of pair: Int) -> Int {
    var end = 0
    // There are as many sources as files were named: few.
    return counts.firstIndex { count in
      end += count
      return pair < end
    } ?? max(0, counts.count - 1)
  }

  /// The counts without some of the pairs.
  func without(_ pairs: PairSet) -> [Int] {
    var rest = counts
    for pair in pairs.numbers { rest[source(of: pair)] -= 1 }
    return rest
  }

  /// The pairs of each source, with the sources' weights.
  func weighted(_ weights: [Double]) -> [WeightedPairs] {
    var end = 0
    return zip(counts, weights).map { count, weight in
      defer { end += count }
      return WeightedPairs(pairs: end..<end + count, weight: weight)
    }
  }
}
