internal import NeuralNetwork

/// The decoders' side of a search with one or more models, all at the same tokens.
struct EnsembleState {
  private let models: [SearchModel]
  private var states: [DecodingState]

  init(_ models: [SearchModel], _ batch: SourceBatch, beam: Int) {
    self.models = models
    states = models.map { $0.start(batch, beam: beam) }
  }

  /// Rows that the next step has.
  var rows: Int { states[0].rows }

  /// Feeds a token to each row; what the first model's output layer multiplies comes back, `[rows, ·]`.
  mutating func outputs(_ tokens: Vector<Int32>) -> Matrix { states[0].step(tokens) }

  /// Feeds a token to each row; the first model's logits without the bias come back, `[rows, V]`.
  mutating func logits(_ tokens: Vector<Int32>) -> Matrix {
    models[0].logits(&states[0], tokens)
  }

  /// Feeds a token to each row; log p of every next token by each model comes back, `[rows, V]`.
  mutating func logProbabilities(_ tokens: Vector<Int32>) -> [Matrix] {
    var results: [Matrix] = []
    for (index, model) in models.enumerated() {
      let logits = model.logits(&states[index], tokens)
      logits.logSoftmax(bias: model.bias, model.compute)
      results.append(logits)
    }
    return results
  }

  var hasAttention: Bool { states.contains { $0.attention != nil } }

  /// Where a row looked in the last step, on average over the models with attention, `length` weights.
  func attention(row: Int, length: Int) -> [Float] {
    let weights = states.compactMap(\.attention).map { $0.row(row) }
    return (0..<length).map { source in
      weights.reduce(0) { $0 + $1[source] } / Float(max(weights.count, 1))
    }
  }

  /// Renumbers the rows of the hypotheses that live on, and gathers their states.
  mutating func select(_ beams: inout [SentenceBeam]) {
    var old: [Int] = []
    var sentences: [Int] = []
    for index in beams.indices {
      for position in beams[index].live.indices {
        let row = beams[index].live[position].row
        beams[index].live[position].row = old.count
        old.append(row)
        sentences.append(beams[index].sentence)
      }
    }
    for index in states.indices { states[index].select(old, sentences: sentences) }
  }
}
