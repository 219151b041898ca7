/// Encoded sentence pairs, in an order that does not change.
///
/// Planning batches needs only the lengths; pairs are read one batch at a time.
package protocol PairStore: Sendable {
  /// How many pairs there are.
  var count: Int { get }
  /// The time steps of each pair's sides.
  var lengths: [BatchPlan.Lengths] { get }
  /// A pair, by its number from 0.
  subscript(index: Int) -> EncodedPair { get }
  /// The pairs of some blocks of consecutive pairs, whose numbers are ascending, in memory.
  func pairs(ofBlocks blocks: [Int]) -> InMemoryPairStore
  /// Throws if what was read since the last call was not what was stored.
  func check() throws(FileError)
}

extension PairStore {
  package var isEmpty: Bool { count == 0 }

  /// The first `most` pairs, or all if there are fewer.
  package func prefix(_ most: Int) -> [EncodedPair] {
    (0..<Swift.min(most, count)).map { self[$0] }
  }

  package func pairs(ofBlocks blocks: [Int]) -> InMemoryPairStore {
    InMemoryPairStore(PairNumbers(ofBlocks: blocks, among: count).map { self[$0] })
  }

  package func check() throws(FileError) {}
}

/// Encoded pairs in memory.
package struct InMemoryPairStore: PairStore {
  /// Both sides of each pair, the source first.
  private var sides = PackedSequences<Int32>()
  package private(set) var lengths: [BatchPlan.Lengths] = []
  package var count: Int { lengths.count }

  package init(_ pairs: some Sequence<EncodedPair> = []) {
    for pair in pairs { append(pair) }
  }

  package mutating func append(_ pair: EncodedPair) {
    sides.append(pair.source)
    sides.append(pair.target)
    lengths.append(pair.lengths)
  }

  package subscript(index: Int) -> EncodedPair {
    EncodedPair(source: Array(sides[2 * index]), target: Array(sides[2 * index + 1]))
  }
}
