internal import Platform

/// The mean of the probabilities that the models of an ensemble give to the next tokens.
package enum ProbabilityMean {
  /// Turns log p of every token by each model, `[rows, V]`, into the logarithm of their mean p, in the
  /// first matrix.
  ///
  /// - Parameter best: with a number k, only the k best tokens of each row are sure to get their
  ///   mean; others may get -∞. That saves most of the exponentials.
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

  /// For each row a log p that none of the k best means is below.
  ///
  /// The first model's k best tokens have at least their n-th part of p on average over n models. A token
  /// that every model finds less probable than that has a lower mean than they.
  private static func bounds(
    _ first: Matrix, models: Int, k: Int, _ workspace: Workspace
  ) -> [Float] {
    let top = TopTokens(logProbabilities: first, k: k, workspace)
    return (0..<first.rows).map { row in
      // A little less, for rounding's sake.
      first[row, Int(top.token(row: row, k - 1))] - logarithm(Float(models)) - 1e-3
    }
  }

  /// The logarithm of the mean of numbers whose logarithms are given.
  package static func logMean(_ logarithms: [Float]) -> Float {
    var greatest = -Float.infinity
    for value in logarithms { greatest = max(greatest, value) }
    guard logarithms.count > 1, greatest > -.infinity else { return greatest }
    // Of the greatest of them, so that what one model thinks possible does not become impossible.
    var sum: Float = 0
    for value in logarithms { sum += exponential(value - greatest) }
    return greatest + logarithm(sum / Float(logarithms.count))
  }
}
