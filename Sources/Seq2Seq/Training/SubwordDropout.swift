internal import NeuralNetwork
internal import Tokenization

/// Training pairs in other pieces every epoch: BPE-dropout (Provilkov, Emelianenko & Voita 2020).
///
/// What a pair becomes follows from the seed, the epoch and its place among the pairs alone: neither
/// the threads nor where a training was taken up again matter.
struct SubwordDropout: Sendable {
  /// The probability that a merge is left out each time it is possible.
  let rate: Float
  let seed: UInt64
  let texts: any PairTexts
  let source: Tokenizer
  let target: Tokenizer

  /// Pairs that are encoded before they are stored.
  private static let portion = 1 << 13

  /// The tokens of all pairs in an epoch, counted from 0.
  func pairs(ofEpoch epoch: Int, on pool: WorkerPool) -> any PairStore {
    let encoder = ParallelEncoder(on: pool)
    var store = InMemoryPairStore()
    for start in stride(from: 0, to: texts.count, by: Self.portion) {
      let count = min(Self.portion, texts.count - start)
      for pair in encoder.map(count, { pair(start + $0, epoch) }) { store.append(pair) }
    }
    return store
  }

  private func pair(_ index: Int, _ epoch: Int) -> EncodedPair {
    // The streams below 1 << 40 belong to the order of batches and the split of the corpus.
    var generator = SeededGenerator(
      seed: seed, stream: UInt64(epoch + 1) << 40 | UInt64(index))
    let text = texts[index]
    return EncodedPair(
      source: source.encode(text.source, dropout: Double(rate), using: &generator),
      target: target.encode(text.target, dropout: Double(rate), using: &generator))
  }
}
