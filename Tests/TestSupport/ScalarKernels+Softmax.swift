extension ScalarKernels {
  package static func logSoftmax(_ logits: [Double]) -> [Double] {
    let maximum = logits.max() ?? 0
    let logSum = log(logits.reduce(0) { $0 + exp($1 - maximum) })
    return logits.map { $0 - maximum - logSum }
  }

  package struct CrossEntropy {
    package var loss: Double
    package var nll: Double
    /// Of `loss`, with respect to the logits.
    package var gradient: [Double]
  }

  package static func crossEntropy(
    _ logits: [Double], target: Int, smoothing: Double
  ) -> CrossEntropy {
    let logProbabilities = logSoftmax(logits)
    let uniform = smoothing / Double(logits.count)
    let expected = logits.indices.map { uniform + ($0 == target ? 1 - smoothing : 0) }
    let loss = -zip(expected, logProbabilities).reduce(0) { $0 + ($1.0 == 0 ? 0 : $1.0 * $1.1) }
    return CrossEntropy(
      loss: loss, nll: -logProbabilities[target],
      gradient: zip(expected, logProbabilities).map { exp($1) - $0 })
  }

  /// The k best words by a full sort, equal ones by lower index, and their log-probabilities.
  package static func topK(_ logits: [Float], k: Int) -> (words: [Int32], scores: [Double]) {
    let order = logits.indices.sorted { (logits[$0], $1) > (logits[$1], $0) }
    let scores = logSoftmax(logits.map(Double.init))
    return (order.prefix(k).map(Int32.init), order.prefix(k).map { scores[$0] })
  }
}
