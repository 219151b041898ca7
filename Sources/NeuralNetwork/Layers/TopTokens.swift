/// The k most probable tokens of each row of logits, best first; among equals, the lower id first.
package struct TopTokens {
  /// The greatest k possible.
  package static let most = 64

  package let k: Int
  private let tokens: Vector<Int32>
  private let scores: Vector<Float>

  /// Finds the best tokens of logits and their log p.
  ///
  /// - Parameters:
  ///   - logits: `[n, V]`, without the bias.
  ///   - bias: `[V]`; -∞ excludes a token.
  ///   - k: how many tokens of each row.
  ///   - compute: the thread's compute state.
  package init(_ logits: Matrix, bias: [Float], k: Int, _ compute: ComputeState) {
    self.k = k
    tokens = compute.workspace.integers(logits.rows * k)
    scores = compute.workspace.floats(logits.rows * k)
    logits.topTokens(k, bias: bias, tokens: tokens, scores: scores)
  }

  /// Finds the best tokens of log p, `[n, V]`, without normalising again.
  ///
  /// So tokens that were excluded, with -∞, do not make the others more probable.
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

  /// Chooses the tokens of one row anew, without some of them.
  ///
  /// The others keep their log p, up to rounding: they do not become more probable.
  ///
  /// - Parameters:
  ///   - row: the row.
  ///   - logits: as for the first choice.
  ///   - bias: as for the first choice.
  ///   - compute: the thread's compute state.
  ///   - strike: sets the logits of tokens that cannot be chosen to -∞.
  package func chooseAgain(
    row: Int, from logits: Matrix, bias: [Float], _ compute: ComputeState,
    striking strike: (Vector<Float>) -> Void
  ) {
    let values = logits.row(row)
    let best = Int(token(row: row, 0))
    let logSum = values[best] + bias[best] - score(row: row, 0)
    strike(values)
    let again = TopTokens(logits.rows(row..<row + 1), bias: bias, k: k, compute)
    for rank in 0..<k {
      let token = again.token(row: 0, rank)
      tokens[row * k + rank] = token
      scores[row * k + rank] = values[Int(token)] + bias[Int(token)] - logSum
    }
  }

  /// Whether all tokens of a row satisfy a condition.
  package func areAll(row: Int, _ condition: (Int32) -> Bool) -> Bool {
    (row * k..<(row + 1) * k).allSatisfy { condition(tokens[$0]) }
  }

  /// Replaces token ids, for logits over a selection of tokens instead of the whole vocabulary.
  package func rename(_ name: (_ row: Int, _ token: Int32) -> Int32) {
    for place in 0..<tokens.count { tokens[place] = name(place / k, tokens[place]) }
  }

  package func token(row: Int, _ rank: Int) -> Int32 { tokens[row * k + rank] }

  /// log p of the token.
  package func score(row: Int, _ rank: Int) -> Float { scores[row * k + rank] }
}

extension Matrix {
  /// Turns logits, `[n, V]` without the bias, into log p of every token, in place; -∞ where the bias is -∞.
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
