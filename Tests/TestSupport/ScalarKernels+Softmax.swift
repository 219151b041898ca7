extension ScalarKernels {
  package static func logSoftmax(_ logits: [Double]) -> [Double] {
    let maximum = logits.max() ?? 0
    let logSum = log(logits.reduce(0) { $0 + exp($1 - maximum) })
    return logits.map { $0 - maximum - logSum }
  }

  package struct CrossEntropy {
    package var loss: Double
    package var nll: Double
    /// The gradient of `loss` with respect to the logits.
    package var gradient: [Double]
  }

  /// `shares` says how smoothing is spread over the tokens; nil: evenly.
  package static func crossEntropy(
    _ logits: [Double], target: Int, smoothing: Double, shares: [Double]? = nil
  ) -> CrossEntropy {
    let logProbabilities = logSoftmax(logits)
    let shares = shares ?? [Double](repeating: 1 / Double(logits.count), count: logits.count)
    let expected = logits.indices.map {
      smoothing * shares[$0] + ($0 == target ? 1 - smoothing : 0)
    }
    let loss = -zip(expected, logProbabilities).reduce(0) { $0 + ($1.0 == 0 ? 0 : $1.0 * $1.1) }
    return CrossEntropy(
      loss: loss, nll: -logProbabilities[target],
      gradient: zip(expected, logProbabilities).map { exp($1) - $0 })
  }

  /// Two passes over one token: for each, its cross-entropy and its share of their divergence.
  package static func consistentCrossEntropy(
    _ x: [Double], _ y: [Double], target: Int, smoothing: Double, consistency: Double,
    shares: [Double]? = nil
  ) -> (CrossEntropy, CrossEntropy) {
    let (a, b) = (logSoftmax(x), logSoftmax(y))
    var p = crossEntropy(x, target: target, smoothing: smoothing, shares: shares)
    var q = crossEntropy(y, target: target, smoothing: smoothing, shares: shares)
    let pq = zip(a, b).reduce(0) { $0 + exp($1.0) * ($1.0 - $1.1) }
    let qp = zip(a, b).reduce(0) { $0 + exp($1.1) * ($1.1 - $1.0) }
    p.loss += consistency / 2 * pq
    q.loss += consistency / 2 * qp
    for i in x.indices {
      let difference = exp(a[i]) - exp(b[i])
      p.gradient[i] += consistency / 2 * (exp(a[i]) * (a[i] - b[i] - pq) + difference)
      q.gradient[i] += consistency / 2 * (exp(b[i]) * (b[i] - a[i] - qp) - difference)
    }
    return (p, q)
  }

  /// The loss of a token among some tokens of the vocabulary, with one weight for each: the tokens it stands for, 0 for
  /// one that is not among them.
  ///
  /// The plain definition: the logits of all tokens with the logarithms of their weights added, -∞ for a weight of 0.
  package static func sampledLoss(
    _ logits: [Double], weights: [Double], target: Int, smoothing: Double
  ) -> Double {
    let logProbabilities = logSoftmax(zip(logits, weights).map { $0 + log($1) })
    let sum = weights.reduce(0, +)
    var loss = -(1 - smoothing) * (logProbabilities[target] - log(weights[target]))
    for i in logits.indices where weights[i] > 0 {
      loss -= smoothing * weights[i] / sum * (logProbabilities[i] - log(weights[i]))
    }
    return loss
  }

  /// The divergence between two distributions among some tokens, both ways.
  package static func sampledDivergence(
    _ x: [Double], _ y: [Double], weights: [Double]
  ) -> Double {
    let tokens = weights.indices.filter { weights[$0] > 0 }
    let (a, b) = (
      logSoftmax(tokens.map { x[$0] + log(weights[$0]) }),
      logSoftmax(tokens.map { y[$0] + log(weights[$0]) })
    )
    return zip(a, b).reduce(0) { $0 + (exp($1.0) - exp($1.1)) * ($1.0 - $1.1) }
  }

  /// The k best tokens by a full sort, equal ones by lower index, and their log-probabilities.
  package static func topK(_ logits: [Float], k: Int) -> (words: [Int32], scores: [Double]) {
    let order = logits.indices.sorted { (logits[$0], $1) > (logits[$1], $0) }
    let scores = logSoftmax(logits.map(Double.init))
    return (order.prefix(k).map(Int32.init), order.prefix(k).map { scores[$0] })
  }
}
