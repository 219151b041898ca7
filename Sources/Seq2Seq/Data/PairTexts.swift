/// The text of a pair.
package struct PairText: Hashable, Codable, Sendable {
  package var source: String
  package var target: String
}

/// The text of training pairs, for a training that encodes it again in every epoch.
package protocol PairTexts: Sendable {
  /// How many pairs there are.
  var count: Int { get }
  /// The texts of the pairs of some blocks, ascending, one after the other.
  func texts(ofBlocks blocks: [Int]) -> [PairText]
}

/// The text of pairs in memory.
struct InMemoryPairTexts: PairTexts {
  /// UTF-8 of both sides of each pair, the source first.
  private var sides = PackedSequences<UInt8>()
  var count: Int { sides.count / 2 }

  mutating func append(_ pair: PairText) {
    sides.append(pair.source.utf8)
    sides.append(pair.target.utf8)
  }

  subscript(index: Int) -> PairText {
    PairText(
      source: String(decoding: sides[2 * index], as: UTF8.self),
      target: String(decoding: sides[2 * index + 1], as: UTF8.self))
  }

  func texts(ofBlocks blocks: [Int]) -> [PairText] {
    PairNumbers(ofBlocks: blocks, among: count).map { self[$0] }
  }
}
