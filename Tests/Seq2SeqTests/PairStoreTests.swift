import Testing

@testable import Seq2Seq

/// Pairs that are stored and read again.
@Suite struct PairStoreTests {
  /// More pairs than fit in a block, of all lengths, including empty ones.
  private static let pairs: [EncodedPair] = {
    var generator = SeededGenerator(seed: 5)
    func side() -> [Int32] {
      (0..<generator.next(below: 9)).map { _ in Int32(generator.next(below: 1 << 20)) }
    }
    return (0..<10_000).map { _ in EncodedPair(source: side(), target: side()) }
  }()

  @Test func pairsComeOutAsTheyWentIn() {
    let store = InMemoryPairStore(Self.pairs)
    #expect(store.count == Self.pairs.count && !store.isEmpty)
    #expect(store.prefix(.max) == Self.pairs)
    #expect(store.prefix(3) == Array(Self.pairs[..<3]))
    for index in [9_999, 0, 4_096, 4_095, 8_192, 1] {
      #expect(store[index] == Self.pairs[index])
    }
  }

  @Test func lengthsCountTheEndOfSentences() {
    let store = InMemoryPairStore([
      EncodedPair(source: [5, 6], target: [7]), EncodedPair(source: [], target: [8, 9, 10]),
    ])
    #expect(store.lengths.map(\.source) == [3, 1])
    #expect(store.lengths.map(\.target) == [2, 4])
  }

  @Test func anEmptyStoreHoldsNothing() {
    let store = InMemoryPairStore()
    #expect(store.isEmpty && store.lengths.isEmpty && store.prefix(8).isEmpty)
  }

  @Test func textsComeOutByteForByte() {
    var texts = InMemoryPairTexts()
    let words = ["", "e\u{301}", "\u{E9}", "日本", "a b", "😀"]
    for index in 0..<9_000 {
      texts.append(
        PairText(source: words[index % 6], target: "\(index)"))
    }
    #expect(texts.count == 9_000)
    for index in [0, 1, 2, 4_095, 4_096, 4_097, 8_999] {
      #expect(Array(texts[index].source.utf8) == Array(words[index % 6].utf8))
      #expect(texts[index].target == "\(index)")
    }
  }
}
