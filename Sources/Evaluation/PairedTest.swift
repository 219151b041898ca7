/// A system's score, compared with a baseline's.
public struct ComparedScore: Sendable, Equatable {
  /// The score of the corpus.
  public let value: Double
  /// The p-value: about how probable it is that chance alone makes a difference from the baseline as great as this.
  ///
  /// Nil for the baseline itself.
  public let pValue: Double?
  /// The confidence interval of the score; nil unless the test is a bootstrap.
  public let confidence: ConfidenceInterval?

  /// Makes a score, by default without a comparison.
  public init(value: Double, pValue: Double? = nil, confidence: ConfidenceInterval? = nil) {
    self.value = value
    self.pValue = pValue
    self.confidence = confidence
  }
}

/// Tests whether the difference between a system and a baseline is statistically significant.
///
/// Paired bootstrap resampling follows Koehn, 2004, "Statistical Significance Tests for Machine Translation
/// Evaluation"; approximate randomisation follows Riezler and Maxwell, 2005, "On Some Pitfalls in Automatic Evaluation
/// and Significance Testing for MT". The test statistics are those of sacreBLEU, and with the same seed, so are the
/// random numbers.
public struct PairedTest: Sendable {
  /// The method, and the number of trials.
  public let settings: ResamplingSettings

  /// Makes a test with the given settings.
  public init(_ settings: ResamplingSettings) {
    self.settings = settings
  }

  /// Scores systems and compares each with the first one, the baseline.
  ///
  /// - Parameters:
  ///   - metric: The metric to score with.
  ///   - systems: For each system, its statistics on the same segments.
  /// - Returns: The score of each system, in order.
  /// - Throws: ``EvaluationError/nothingToCompare`` if there are fewer than two systems,
  ///   ``EvaluationError/noSegments`` if the baseline has no segments, and
  ///   ``EvaluationError/lengthMismatch(hypotheses:references:stream:)`` if a system has another number of segments.
  public func compare<M: Metric>(
    _ metric: M, systems: [[M.Statistics]]
  ) throws(EvaluationError) -> [ComparedScore] {
    guard let baseline = systems.first, systems.count > 1 else { throw .nothingToCompare }
    guard !baseline.isEmpty else { throw .noSegments }
    for (index, system) in systems.enumerated() where system.count != baseline.count {
      throw .lengthMismatch(
        hypotheses: system.count, references: baseline.count, stream: index + 1)
    }
    let seed = settings.seed ?? .random(in: 1...UInt64.max)
    return switch settings.method {
    case .bootstrap: bootstrap(metric, systems, seed: seed)
    case .approximateRandomization: randomize(metric, systems, seed: seed)
    }
  }

  private func bootstrap<M: Metric>(
    _ metric: M, _ systems: [[M.Statistics]], seed: UInt64
  ) -> [ComparedScore] {
    let scores = systems.map { metric.score(from: .sum($0)).value }
    let samples = systems.map {
      metric.bootstrapScores(of: $0, trials: settings.trials, seed: seed)
    }
    return systems.indices.map { system in
      let differences = zip(samples[system], samples[0]).map { abs($0 - $1) }
      let mean = differences.reduce(0, +) / Double(differences.count)
      let difference = abs(scores[system] - scores[0])
      return ComparedScore(
        value: scores[system],
        pValue: system == 0 ? nil : pValue(of: difference, among: differences.map { $0 - mean }),
        confidence: ConfidenceInterval(samples[system]))
    }
  }

  private func randomize<M: Metric>(
    _ metric: M, _ systems: [[M.Statistics]], seed: UInt64
  ) -> [ComparedScore] {
    let scores = systems.map { metric.score(from: .sum($0)).value }
    return systems.indices.map { system in
      guard system > 0 else {
        return ComparedScore(value: scores[0], pValue: nil, confidence: nil)
      }
      let differences = exchangeDifferences(metric, systems[0], systems[system], seed: seed)
      let difference = abs(scores[system] - scores[0])
      return ComparedScore(
        value: scores[system], pValue: pValue(of: difference, among: differences), confidence: nil)
    }
  }

  /// The difference between two systems after an exchange of random segments, in each trial.
  private func exchangeDifferences<M: Metric>(
    _ metric: M, _ baseline: [M.Statistics], _ system: [M.Statistics], seed: UInt64
  ) -> [Double] {
    let exchange = StatisticsMatrix(baseline).minus(StatisticsMatrix(system))
    let baselineTotal = M.Statistics.sum(baseline).components
    let systemTotal = M.Statistics.sum(system).components
    return exchange.randomSums(trials: settings.trials, seed: seed).map { sum in
      let one = M.Statistics(components: zip(systemTotal, sum).map { $0 + $1 })
      let other = M.Statistics(components: zip(baselineTotal, sum).map { $0 - $1 })
      return abs(metric.score(from: one).value - metric.score(from: other).value)
    }
  }

  /// The share of trials with more than the true difference; the true difference itself counts as one more such trial.
  private func pValue(of difference: Double, among trials: [Double]) -> Double {
    Double(trials.count { $0 > difference } + 1) / Double(trials.count + 1)
  }
}
