internal import CKernels

/// The k most probable words of each row of logits, best first; of equals, the lower id first.
package struct TopWords {
  /// The greatest k.
  package static let most = 64

  package let k: Int
  private let words: UnsafeMutablePointer<Int32>
  private let scores: UnsafeMutablePointer<Float>

  /// - Parameters:
  ///   - logits: `[n, V]`, without the bias.
  ///   - bias: `[V]`; -∞ bars a word.
  package init(_ logits: Matrix, bias: [Float], k: Int, _ context: ComputeContext) {
    precondition(bias.count == logits.columns && (1...Self.most).contains(k))
    self.k = k
    words = context.workspace.integers(logits.rows * k)
    scores = context.workspace.floats(logits.rows * k)
    ck_log_softmax_top_k(
      Int32(logits.rows), Int32(logits.columns), logits.base, logits.stride, bias, Int32(k), words,
      scores)
  }

  package func word(row: Int, _ rank: Int) -> Int32 { words[row * k + rank] }

  /// log p of the word.
  package func score(row: Int, _ rank: Int) -> Float { scores[row * k + rank] }
}
