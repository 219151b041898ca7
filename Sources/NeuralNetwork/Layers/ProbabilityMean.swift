internal import Platform

/// The mean of the probabilities that the models of an ensemble give to each token.
package enum ProbabilityMean {
  /// Replaces the first matrix by the logarithm of the models' mean probabilities.
  ///
  /// - Parameters:
  ///   - models: log p of every token by each model, `[rows, V]`.
  ///   - weights: the models' shares of the mean, whose sum is 1; empty: all have the same.
  ///   - k: only the k best tokens of each row need their mean, others may get -∞, which saves most of the
  ///     exponentials; nil: all tokens get their mean.
  ///   - workspace: for intermediate results.
  package static func form(
    _ models: [Matrix], weights: [Float] = [], best k: Int?, _ workspace: Workspace
  ) {
    guard let mean = models.first, models.count > 1 else { return }
    precondition(weights.isEmpty || weights.count == models.count, "a weight for each model")
    let shares = weights.map(logarithm)
    let bounds = k.map {
      Self.bounds(mean, share: shares.first ?? -logarithm(Float(models.count)), k: $0, workspace)
    }
    let greatest = workspace.matrix(1, mean.columns).row(0)
    var values = [Float](repeating: 0, count: models.count)
    for row in 0..<mean.rows {
      let result = mean.row(row)
      greatest.copy(from: result)
      for model in models.dropFirst() {
        let other = model.row(row)
        for token in 0..<greatest.count where other[token] > greatest[token] {
          greatest[token] = other[token]
        }
      }
      let bound = bounds?[row] ?? -.infinity
      for token in 0..<greatest.count {
        guard greatest[token] >= bound else {
          result[token] = -.infinity
          continue
        }
        for index in models.indices { values[index] = models[index][row, token] }
        result[token] = shares.isEmpty ? logMean(values) : logMean(values, logShares: shares)
      }
    }
  }

  /// A lower bound of the k best means of each row, as log p.
  ///
  /// If the first model, whose share is s, gives its k-th best token the probability p, the means of its k best tokens are
  /// at least s · p. A token with a probability below s · p in every model has a lower mean.
  private static func bounds(
    _ first: Matrix, share logShare: Float, k: Int, _ workspace: Workspace
  ) -> [Float] {
    let top = TopTokens(logProbabilities: first, k: k, workspace)
    return (0..<first.rows).map { row in
      // Lower by a margin for rounding errors.
      first[row, Int(top.token(row: row, k - 1))] + logShare - 1e-3
    }
  }

  /// The logarithm of the weighted mean of numbers whose logarithms are given, as are those of their shares.
  package static func logMean(_ logarithms: [Float], logShares: [Float]) -> Float {
    var greatest = -Float.infinity
    for index in logarithms.indices {
      greatest = max(greatest, logarithms[index] + logShares[index])
    }
    guard greatest > -.infinity else { return greatest }
    var sum: Float = 0
    for index in logarithms.indices {
      sum += exponential(logarithms[index] + logShares[index] - greatest)
    }
    return greatest + logarithm(sum)
  }

  /// The logarithm of the mean of numbers whose logarithms are given.
  package static func logMean(_ logarithms: [Float]) -> Float {
    var greatest = -Float.infinity
    for value in logarithms { greatest = max(greatest, value) }
    guard logarithms.count > 1, greatest > -.infinity else { return greatest }
    // Relative to the greatest, so that the exponentials do not all underflow to 0.
    var sum: Float = 0
    for value in logarithms { sum += exponential(value - greatest) }
    return greatest + logarithm(sum / Float(logarithms.count))
  }
}
