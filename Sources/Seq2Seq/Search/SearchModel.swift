package import NeuralNetwork

/// What the search needs of a model: to begin the translations of some sentences.
///
/// A network is one, and so is an ensemble of them. The search knows no more: a new way to decode is a
/// new type that conforms to this and to ``SearchDecoder``.
package protocol SearchModel {
  /// V.
  var vocabulary: Int { get }

  /// Encodes sentences, and begins a hypothesis of each: row i is of sentence i.
  ///
  /// - Parameters:
  ///   - beam: the most hypotheses of a sentence.
  ///   - shortlist: likely translations of each source token to choose among; 0: all tokens. A model
  ///     that has no shortlist takes no notice.
  func start(_ batch: SourceBatch, beam: Int, shortlist: Int) -> any SearchDecoder
}

/// A model amid decoding: all live hypotheses are rows, and grow by a token at each time step.
///
/// What it returns is good until the next step.
package protocol SearchDecoder {
  /// Where the results of a step are kept.
  var workspace: Workspace { get }

  /// Feeds a token to each row, and gives the k best next ones; only these scores need to be right.
  mutating func step(_ tokens: [Int32], best k: Int) -> TopTokens

  /// Feeds a token to each row, and gives log p of every next one, `[rows, V]`.
  ///
  /// - Parameters:
  ///   - k: so many of each row must be right, others may be -∞; nil: all must.
  ///   - strike: sets what a hypothesis cannot go on with to -∞, before the k best are chosen.
  mutating func logProbabilities(
    after tokens: [Int32], best k: Int?, striking strike: (Matrix) -> Void
  ) -> Matrix

  /// Where a row looked in the last step, a weight for each of `length` source tokens; nil if this
  /// model does not look back.
  func attention(row: Int, length: Int) -> [Float]?

  /// Keeps the rows of the hypotheses that live on: new row i was `rows[i]`, of sentence `sentences[i]`.
  mutating func select(_ rows: [Int], sentences: [Int])
}

extension SearchDecoder {
  package mutating func step(_ tokens: [Int32], best k: Int) -> TopTokens {
    TopTokens(
      logProbabilities: logProbabilities(after: tokens, best: k) { _ in }, k: k, workspace)
  }

  package func attention(row: Int, length: Int) -> [Float]? { nil }
}
