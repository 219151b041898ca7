internal import NeuralNetwork

/// Several models as one: the probability of each next token is the mean of theirs.
struct Ensemble: SearchModel {
  /// At least one; all with the same vocabularies.
  let members: [any SearchModel]
  /// The members' shares of the mean, whose sum is 1; empty: all have the same.
  var weights: [Float] = []

  var vocabulary: Int { members[0].vocabulary }
  var bytes: ByteTokens? { members[0].bytes }
  var spans: SpanConstraint? { members[0].spans }

  /// Searches all tokens, because each member has a different shortlist.
  func start(_ batch: SourceBatch, beam: Int, shortlist: Int) -> any SearchDecoder {
    EnsembleDecoder(
      decoders: members.map { $0.start(batch, beam: beam, shortlist: 0) }, weights: weights)
  }
}

/// An ensemble during decoding.
private struct EnsembleDecoder: SearchDecoder {
  var decoders: [any SearchDecoder]
  let weights: [Float]

  var workspace: Workspace { decoders[0].workspace }

  mutating func logProbabilities(
    after tokens: [Int32], best k: Int?, striking strike: (Matrix) -> Void
  ) -> Matrix {
    let all = decoders.indices.map {
      decoders[$0].logProbabilities(after: tokens, best: nil, striking: strike)
    }
    ProbabilityMean.form(all, weights: weights, best: k, workspace)
    return all[0]
  }

  /// The mean over the members with attention.
  func attention(row: Int, length: Int) -> [Float]? {
    let found = decoders.compactMap { $0.attention(row: row, length: length) }
    if found.isEmpty { return nil }
    return (0..<length).map { source in
      found.reduce(0) { $0 + $1[source] } / Float(found.count)
    }
  }

  mutating func select(_ rows: [Int], sentences: [Int]) {
    for index in decoders.indices { decoders[index].select(rows, sentences: sentences) }
  }
}
