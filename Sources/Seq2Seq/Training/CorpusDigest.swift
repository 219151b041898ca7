internal import NeuralNetwork
internal import Platform

/// A digest of numbers and text, to tell whether a corpus is the same.
///
/// Checkpoints contain it, so its computation must not change.
struct CorpusDigest: Sendable, Hashable {
  private(set) var state: UInt64 = 0xcbf2_9ce4_8422_2325

  init() {}

  /// The digest of one pair.
  init(of pair: SentencePair) { add(pair) }

  /// Continues a digest.
  init(state: UInt64) { self.state = state }

  /// The digest as it is written.
  var text: String { String(state, radix: 16) }

  mutating func add(_ pair: SentencePair) {
    for text in [pair.source, pair.target] {
      add(UInt64(text.utf8.count))
      add(text)
    }
  }

  mutating func add(_ ids: [Int32]) {
    add(UInt64(ids.count))
    for id in ids { add(UInt64(UInt32(bitPattern: id))) }
  }

  mutating func add(_ values: Vector<Float>) {
    for index in 0..<values.count { add(UInt64(values[index].bitPattern)) }
  }

  mutating func add(_ text: String) {
    var (digest, text) = (self, text)
    text.withUTF8Span { text in
      for place in text.indices { digest.add(UInt64(text[place])) }
    }
    self = digest
  }

  mutating func add(_ value: UInt64) {
    state = (state ^ value) &* 0x100_0000_01b3
    state ^= state >> 29
  }
}
