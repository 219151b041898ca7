/// The k most probable words of each row of logits, best first; of equals, the lower id first.
package struct TopWords {
  /// The greatest k.
  package static let most = 64

  package let k: Int
  private let words: Vector<Int32>
  private let scores: Vector<Float>

  /// - Parameters:
  ///   - logits: `[n, V]`, without the bias.
  ///   - bias: `[V]`; -∞ bars a word.
  package init(_ logits: Matrix, bias: [Float], k: Int, _ context: ComputeContext) {
    self.k = k
    words = context.workspace.integers(logits.rows * k)
    scores = context.workspace.floats(logits.rows * k)
    logits.bestWords(k, bias: bias, words: words, scores: scores)
  }

  package func word(row: Int, _ rank: Int) -> Int32 { words[row * k + rank] }

  /// log p of the word.
  package func score(row: Int, _ rank: Int) -> Float { scores[row * k + rank] }
}

extension Matrix {
  /// Turns logits, `[n, V]` without the bias, into log p of every word, in place; -∞ where the bias is so.
  package func logSoftmax(bias: [Float], _ context: ComputeContext) {
    let best = TopWords(self, bias: bias, k: 1, context)
    for row in 0..<rows {
      let values = self.row(row)
      let word = Int(best.word(row: row, 0))
      let logSum = values[word] + bias[word] - best.score(row: row, 0)
      for id in 0..<values.count { values[id] += bias[id] - logSum }
    }
  }
}
