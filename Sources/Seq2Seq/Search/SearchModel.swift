package import NeuralNetwork

/// What the search needs of a model: a decoder for a batch of sentences.
///
/// Networks and ensembles of them conform. A new way to decode is a new type that conforms to this and
/// to ``SearchDecoder``.
package protocol SearchModel {
  /// V: the number of target tokens.
  var vocabulary: Int { get }

  /// The target tokens that are single bytes, if there are any.
  var bytes: ByteTokens? { get }

  /// The tokens that are marks of spans, if there are any.
  var spans: SpanConstraint? { get }

  /// Encodes sentences, and starts one hypothesis for each: row i belongs to sentence i.
  ///
  /// - Parameters:
  ///   - batch: the sentences.
  ///   - beam: the largest number of hypotheses per sentence.
  ///   - shortlist: how many likely translations of each source token to choose among; 0: all tokens. A
  ///     model without a shortlist ignores it.
  /// - Returns: the decoder of these sentences.
  func start(_ batch: SourceBatch, beam: Int, shortlist: Int) -> any SearchDecoder
}

/// A model during decoding: all live hypotheses are rows, and grow by one token per time step.
///
/// What it returns is valid until the next time step.
package protocol SearchDecoder {
  /// The workspace with the results of a time step.
  var workspace: Workspace { get }

  /// Feeds one token to each row, and finds the best next tokens, only whose scores need to be right.
  ///
  /// - Parameters:
  ///   - tokens: one per row.
  ///   - k: how many next tokens of each row.
  ///   - allowed: for each row, the tokens that may follow, others have log p = -∞; empty: all may.
  /// - Returns: the k best of each row.
  mutating func step(_ tokens: [Int32], best k: Int, among allowed: [AllowedTokens]) -> TopTokens

  /// Feeds one token to each row, and computes log p of all next tokens.
  ///
  /// - Parameters:
  ///   - tokens: one per row.
  ///   - k: only the k best of each row need to be right, others may be -∞; nil: all must be right.
  ///   - strike: sets log p of tokens that may not follow to -∞, before the k best are chosen.
  /// - Returns: log p, `[rows, V]`.
  mutating func logProbabilities(
    after tokens: [Int32], best k: Int?, striking strike: (Matrix) -> Void
  ) -> Matrix

  /// The attention weights of a row in the last time step, one for each of `length` source tokens.
  ///
  /// Nil if this model has no attention.
  func attention(row: Int, length: Int) -> [Float]?

  /// log p of each next token by a language model in the last time step, `[rows, V]`.
  ///
  /// Nil if none has a say.
  var languageLogProbabilities: Matrix? { get }

  /// Keeps the rows of the live hypotheses: new row i is row `rows[i]`, of sentence `sentences[i]`.
  mutating func select(_ rows: [Int], sentences: [Int])
}

extension SearchModel {
  package var bytes: ByteTokens? { nil }
  package var spans: SpanConstraint? { nil }
}

extension SearchDecoder {
  package mutating func step(
    _ tokens: [Int32], best k: Int, among allowed: [AllowedTokens]
  ) -> TopTokens {
    let all = logProbabilities(after: tokens, best: k) { all in
      for (row, allowed) in allowed.enumerated() { allowed.strikeOthers(from: all.row(row)) }
    }
    return TopTokens(logProbabilities: all, k: k, workspace)
  }

  package func attention(row: Int, length: Int) -> [Float]? { nil }

  package var languageLogProbabilities: Matrix? { nil }
}
