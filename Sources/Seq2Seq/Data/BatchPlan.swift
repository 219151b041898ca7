/// How sentence pairs are put into batches.
public struct BatchOptions: Hashable, Codable, Sendable {
  /// What limits a batch.
  public enum Size: Hashable, Codable, Sendable {
    /// A number of sentence pairs.
    case sentences(Int)
    /// A number of tokens: pairs times the longest sentence of either side, padding included.
    ///
    /// A pair that is longer than the limit by itself makes a batch of its own.
    case tokens(Int)
  }

  /// What limits a batch.
  public var size: Size
  /// How many pairs are sorted by length together: larger pools need less padding, smaller ones mix pairs better.
  public var poolSize: Int

  /// Creates options; with the defaults, 1 to 3 % of a batch is padding from 15,000 everyday pairs on.
  ///
  /// Smaller corpora need more padding, 5 % at 5,000 pairs and 15 % at 1,000; smaller batches help.
  public init(size: Size = .sentences(64), poolSize: Int = 1 << 16) {
    self.size = size
    self.poolSize = poolSize
  }
}

/// The batches of one epoch: which pairs are computed together, and in which order.
///
/// All pairs are shuffled and cut into pools; in each pool pairs are sorted by length and cut into
/// batches of nearly equal lengths; the batches of all pools are shuffled. Every pair is in exactly
/// one batch, or in as many as asked. The plan depends only on the lengths, options, seed and epoch, so a
/// resumed training needs only its epoch and the number of batches done.
package struct BatchPlan: Hashable, Sendable {
  /// Numbers of tokens on the two sides of a pair.
  package typealias Lengths = (source: Int32, target: Int32)

  /// Indices of pairs, batch by batch in the order of training.
  package let batches: [[Int]]

  /// Plans an epoch.
  ///
  /// - Parameters:
  ///   - lengths: the lengths of all pairs.
  ///   - pairs: the indices of the pairs of the epoch, some of them perhaps several times; nil: all, once.
  ///   - options: how pairs are put into batches.
  ///   - seed: another seed gives another order.
  ///   - epoch: the number of the epoch; each has its own order.
  package init(
    lengths: [Lengths], of pairs: [Int]? = nil, options: BatchOptions, seed: UInt64, epoch: Int
  ) {
    var generator = SeededGenerator(seed: seed, stream: UInt64(bitPattern: Int64(epoch)))
    var order = pairs ?? Array(lengths.indices)
    generator.shuffle(&order)
    let poolSize = max(options.poolSize, 1)
    var batches: [[Int]] = []
    for start in stride(from: 0, to: order.count, by: poolSize) {
      let pool = Self.sorted(order[start..<min(start + poolSize, order.count)], by: lengths)
      batches += Self.cut(pool, lengths, size: options.size)
    }
    generator.shuffle(&batches)
    self.batches = batches
  }

  /// How many pairs there are in all batches.
  var pairs: Int { batches.reduce(0) { $0 + $1.count } }

  /// The share of each batch that process `rank` of `size` computes: every `size`-th pair.
  ///
  /// It may be empty if the batch is small.
  package func shares(of rank: Int, among size: Int) -> [[Int]] {
    if size == 1 { return batches }
    return batches.map { batch in
      stride(from: rank, to: batch.count, by: size).map { batch[$0] }
    }
  }

  /// The batches of each update, `count` per update, or fewer in the last one.
  ///
  /// Of each batch it is the share of process `rank` of `size`.
  package func updates(
    accumulating count: Int, of rank: Int = 0, among size: Int = 1
  ) -> [[[Int]]] {
    let shares = shares(of: rank, among: size)
    return stride(from: 0, to: shares.count, by: max(count, 1)).map {
      Array(shares[$0..<min($0 + max(count, 1), shares.count)])
    }
  }

  /// The share of padding in the epoch's source and target matrices together.
  ///
  /// - Parameter lengths: the lengths that the plan was made from.
  /// - Returns: the share, from 0 to 1.
  package func paddingRatio(lengths: [Lengths]) -> Double {
    var tokens = 0
    var cells = 0
    for batch in batches {
      var longest: Lengths = (0, 0)
      for index in batch {
        tokens += Int(lengths[index].source) + Int(lengths[index].target)
        longest.source = max(longest.source, lengths[index].source)
        longest.target = max(longest.target, lengths[index].target)
      }
      cells += batch.count * (Int(longest.source) + Int(longest.target))
    }
    return cells == 0 ? 0 : 1 - Double(tokens) / Double(cells)
  }

  /// Sorts by target length, then by source length: ascending for even target lengths, descending for odd ones.
  ///
  /// So the source length does not jump from longest to shortest, within a batch, where the next target
  /// length begins. Pairs of equal lengths stay in shuffled order.
  private static func sorted(_ pool: ArraySlice<Int>, by lengths: [Lengths]) -> [Int] {
    struct Entry {
      var target, source: Int32
      var place, index: Int
    }
    var entries = pool.enumerated().map { place, index in
      let (source, target) = lengths[index]
      return Entry(
        target: target, source: target % 2 == 0 ? source : -source, place: place, index: index)
    }
    entries.sort { ($0.target, $0.source, $0.place) < ($1.target, $1.source, $1.place) }
    return entries.map(\.index)
  }

  private static func cut(
    _ pool: [Int], _ lengths: [Lengths], size: BatchOptions.Size
  ) -> [[Int]] {
    var batches: [[Int]] = []
    var start = 0
    var longest = 0
    for (position, index) in pool.enumerated() {
      let length = Int(max(lengths[index].source, lengths[index].target))
      let count = position - start + 1
      let isFull =
        switch size {
        case .sentences(let limit): count > limit
        case .tokens(let limit): count * max(longest, length) > limit
        }
      if isFull, position > start {
        batches.append(Array(pool[start..<position]))
        start = position
        longest = 0
      }
      longest = max(longest, length)
    }
    if start < pool.count { batches.append(Array(pool[start...])) }
    return batches
  }
}
