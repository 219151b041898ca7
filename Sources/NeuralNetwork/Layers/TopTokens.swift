/// The k most probable tokens of each row of logits, best first; of equals, the lower id first.
package struct TopTokens {
  /// The greatest k.
  package static let most = 64

  package let k: Int
  private let tokens: Vector<Int32>
  private let scores: Vector<Float>

  /// - Parameters:
  ///   - logits: `[n, V]`, without the bias.
  ///   - bias: `[V]`; -∞ bars a token.
  package init(_ logits: Matrix, bias: [Float], k: Int, _ compute: ComputeState) {
    self.k = k
    tokens = compute.workspace.integers(logits.rows * k)
    scores = compute.workspace.floats(logits.rows * k)
    logits.topTokens(k, bias: bias, tokens: tokens, scores: scores)
  }

  /// The k greatest of log p, `[n, V]`, with the scores that stand there: what was struck, by -∞, does not
  /// make the rest more probable.
  package init(logProbabilities: Matrix, k: Int, _ workspace: Workspace) {
    self.k = k
    tokens = workspace.integers(logProbabilities.rows * k)
    scores = workspace.floats(logProbabilities.rows * k)
    let bias = [Float](repeating: 0, count: logProbabilities.columns)
    logProbabilities.topTokens(k, bias: bias, tokens: tokens, scores: scores)
    for row in 0..<logProbabilities.rows {
      for place in row * k..<(row + 1) * k {
        scores[place] = logProbabilities[row, Int(tokens[place])]
      }
    }
  }

  /// Renames tokens, where rows were of choices of tokens rather than of the vocabulary.
  package func rename(_ name: (_ row: Int, _ token: Int32) -> Int32) {
    for place in 0..<tokens.count { tokens[place] = name(place / k, tokens[place]) }
  }

  package func token(row: Int, _ rank: Int) -> Int32 { tokens[row * k + rank] }

  /// log p of the token.
  package func score(row: Int, _ rank: Int) -> Float { scores[row * k + rank] }
}

extension Matrix {
  /// Turns logits, `[n, V]` without the bias, into log p of every token, in place; -∞ where the bias is so.
  package func logSoftmax(bias: [Float], _ compute: ComputeState) {
    let best = TopTokens(self, bias: bias, k: 1, compute)
    for row in 0..<rows {
      let values = self.row(row)
      let token = Int(best.token(row: row, 0))
      let logSum = values[token] + bias[token] - best.score(row: row, 0)
      for id in 0..<values.count { values[id] += bias[id] - logSum }
    }
  }
}
