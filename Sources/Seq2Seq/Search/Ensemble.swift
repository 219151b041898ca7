internal import NeuralNetwork

/// Models that search together: each next token has the mean of the probabilities they give it.
struct Ensemble: SearchModel {
  /// At least one; all with the same vocabularies.
  let members: [any SearchModel]

  var vocabulary: Int { members[0].vocabulary }

  /// A shortlist would have to be every member's, so all tokens are searched.
  func start(_ batch: SourceBatch, beam: Int, shortlist: Int) -> any SearchDecoder {
    EnsembleDecoder(decoders: members.map { $0.start(batch, beam: beam, shortlist: 0) })
  }
}

/// An ensemble amid decoding.
private struct EnsembleDecoder: SearchDecoder {
  var decoders: [any SearchDecoder]

  var workspace: Workspace { decoders[0].workspace }

  mutating func logProbabilities(
    after tokens: [Int32], best k: Int?, striking strike: (Matrix) -> Void
  ) -> Matrix {
    let all = decoders.indices.map {
      decoders[$0].logProbabilities(after: tokens, best: nil, striking: strike)
    }
    ProbabilityMean.form(all, best: k, workspace)
    return all[0]
  }

  /// The mean over the models that look back.
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
