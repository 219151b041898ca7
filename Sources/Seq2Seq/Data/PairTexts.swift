/// The text of training pairs, for a training that encodes it again in every epoch.
package protocol PairTexts: Sendable {
  /// How many pairs there are.
  var count: Int { get }
  /// The text of a pair, by its number from 0.
  subscript(index: Int) -> (source: String, target: String) { get }
}

/// The text of pairs in memory.
struct InMemoryPairTexts: PairTexts {
  /// UTF-8 of both sides of each pair, the source first.
  private var sides = PackedSequences<UInt8>()
  var count: Int { sides.count / 2 }

  mutating func append(_ pair: SentencePair) {
    sides.append(pair.source.utf8)
    sides.append(pair.target.utf8)
  }

  subscript(index: Int) -> (source: String, target: String) {
    (
      String(decoding: sides[2 * index], as: UTF8.self),
      String(decoding: sides[2 * index + 1], as: UTF8.self)
    )
  }
}
