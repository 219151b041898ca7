internal import Platform

/// The mean of the probabilities that the models of an ensemble give to each token.
package enum ProbabilityMean {
  /// Replaces the first matrix by the logarithm of the models' mean probabilities.
  ///
  /// - Parameters:
  ///   - models: log p of every token by each model, `[rows, V]`.
  ///   - k: only the k best tokens of each row need their mean, others may get -∞, which saves most of the
  ///     exponentials; nil: all tokens get their mean.
  ///   - workspace: for intermediate results.
  package static func form(_ models: [Matrix], best k: Int?, _ workspace: Workspace) {
    guard let mean = models.first, models.count > 1 else { return }
    let bounds = k.map { Self.bounds(mean, models: models.count, k: $0, workspace) }
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
        result[token] = logMean(values)
      }
    }
  }

  /// A lower bound of the k best means of each row, as log p.
  ///
  /// If the first of n models gives its k-th best token the probability p, the means of its k best tokens are at least
  /// p / n. A token with a probability below p / n in every model has a lower mean.
  private static func bounds(
    _ first: Matrix, models: Int, k: Int, _ workspace: Workspace
  ) -> [Float] {
    let top = TopTokens(logProbabilities: first, k: k, workspace)
    return (0..<first.rows).map { row in
      // Lower by a margin for rounding errors.
      first[row, Int(top.token(row: row, k - 1))] - logarithm(Float(models)) - 1e-3
    }
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
