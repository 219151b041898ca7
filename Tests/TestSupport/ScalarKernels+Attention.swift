extension ScalarKernels {
  /// The attention weights and context of one row, from the keys and values of its sentence.
  ///
  /// Without `scale` the score is the dot product.
  package static func attention(
    query: [Double], keys: [[Double]], values: [[Double]], scale: [Double]?
  ) -> (weights: [Double], context: [Double]) {
    let scores = keys.map { key in
      query.indices.reduce(0) { sum, i in
        sum + (scale.map { $0[i] * tanh(query[i] + key[i]) } ?? query[i] * key[i])
      }
    }
    let weights = logSoftmax(scores).map(exp)
    let context = (0..<(values.first?.count ?? 0)).map { column in
      zip(weights, values).reduce(0) { $0 + $1.0 * $1.1[column] }
    }
    return (weights, context)
  }
}
