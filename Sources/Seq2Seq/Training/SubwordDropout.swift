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
  let texts: [SentencePair]
  let source: Tokenizer
  let target: Tokenizer

  /// The tokens of all pairs in an epoch, counted from 0.
  func pairs(ofEpoch epoch: Int, on pool: WorkerPool) -> [EncodedPair] {
    let parts = PerWorker(count: pool.count, initial: [EncodedPair]())
    pool.run { worker in
      parts[worker] = texts.indices.part(worker, of: pool.count).map { pair($0, epoch) }
    }
    return parts.reduce([]) { $0 += $1 }
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
