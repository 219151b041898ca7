internal import NeuralNetwork
internal import Tokenization

/// BPE-dropout: divides training pairs into other pieces every epoch (Provilkov, Emelianenko & Voita 2020).
///
/// The pieces of a pair depend only on the seed, the epoch and the pair's number, neither on threads nor
/// on where a training was resumed.
struct SubwordDropout: Sendable {
  /// The probability of leaving out a merge, each time it is possible.
  let rate: Float
  let seed: UInt64
  let texts: any PairTexts
  let source: Tokenizer
  let target: Tokenizer

  /// Blocks of pairs encoded at once.
  private static let portion = 64

  /// The pairs of some blocks as tokens for an epoch; epochs are counted from 0.
  func pairs(
    ofBlocks blocks: [Int], inEpoch epoch: Int, on pool: WorkerPool
  ) -> InMemoryPairStore {
    let encoder = ParallelEncoder(on: pool)
    var store = InMemoryPairStore()
    for start in stride(from: 0, to: blocks.count, by: Self.portion) {
      let some = Array(blocks[start..<min(start + Self.portion, blocks.count)])
      let numbers = PairNumbers(ofBlocks: some, among: texts.count)
      let texts = texts.texts(ofBlocks: some)
      for pair in encoder.map(texts.count, { pair(numbers[$0], texts[$0], epoch) }) {
        store.append(pair)
      }
    }
    return store
  }

  private func pair(_ index: Int, _ text: PairText, _ epoch: Int) -> EncodedPair {
    // The streams below 1 << 40 are those of the order of batches and of the corpus split.
    var generator = SeededGenerator(
      seed: seed, stream: UInt64(epoch + 1) << 40 | UInt64(index))
    return EncodedPair(
      source.read(text.source, dropout: Double(rate), using: &generator),
      target.encode(text.target, dropout: Double(rate), using: &generator), target.vocabulary)
  }
}
