/// How often the n-grams of one length occur in a text.
package struct NgramFrequencies: Sendable {
  /// Tokens in a row, and how often they occur.
  package struct Ngram: Sendable, Hashable {
    package let tokens: [String]
    package let count: Int

    init(_ tokens: [String], _ count: Int) {
      self.tokens = tokens
      self.count = count
    }
  }

  /// The tokens of each.
  package let length: Int
  /// The counts of the distinct n-grams, the highest first.
  package let counts: [Int]
  package let mostFrequent: [Ngram]
  /// How many there are, repetitions included.
  package let total: Int

  init(length: Int, counts: [Int], mostFrequent: [Ngram]) {
    self.length = length
    self.counts = counts
    self.mostFrequent = mostFrequent
    total = counts.reduce(0, +)
  }

  /// How many occur once only.
  package var once: Int { counts.count { $0 == 1 } }

  /// How many of the most frequent ones make up a share of all.
  package func coverage(_ share: Double) -> Int {
    let wanted = share * Double(total)
    var sum = 0
    for (rank, count) in counts.enumerated() {
      if Double(sum) >= wanted { return rank }
      sum += count
    }
    return counts.count
  }

  /// Ranks from 1 and the counts there, about evenly on a logarithmic axis.
  ///
  /// The first, the last and at most a few hundred others.
  package var curve: [(rank: Int, count: Int)] {
    var points: [(rank: Int, count: Int)] = []
    var rank = 1
    while rank < counts.count {
      points.append((rank, counts[rank - 1]))
      rank = max(rank + 1, Int(Double(rank) * 1.05))
    }
    if let last = counts.last { points.append((counts.count, last)) }
    return points
  }
}
