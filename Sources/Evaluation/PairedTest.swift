/// A system's score beside a baseline's.
public struct ComparedScore: Sendable, Equatable {
  /// The score of the corpus.
  public let value: Double
  /// About how probable a difference from the baseline as great as this one is by chance alone;
  /// nil for the baseline itself.
  public let pValue: Double?
  /// The interval of the score, if the test is a bootstrap.
  public let confidence: ConfidenceInterval?

  /// A score, compared with nothing unless more is given.
  public init(value: Double, pValue: Double? = nil, confidence: ConfidenceInterval? = nil) {
    self.value = value
    self.pValue = pValue
    self.confidence = confidence
  }
}

/// Tests whether systems differ from a baseline by more than the choice of segments explains.
///
/// Paired bootstrap resampling is Koehn's (2004); approximate randomisation is that of Riezler and
/// Maxwell, 2005, "On Some Pitfalls in Automatic Evaluation and Significance Testing for MT". The
/// test statistics are sacreBLEU's, and so are the random numbers, given the same seed.
public struct PairedTest: Sendable {
  /// How many trials of which kind.
  public let settings: ResamplingSettings

  /// A test with the given settings.
  public init(_ settings: ResamplingSettings) {
    self.settings = settings
  }

  /// The score of each system, the first of which is the baseline.
  ///
  /// - Parameters:
  ///   - metric: What is compared.
  ///   - systems: For each system, its statistics on the same segments.
  /// - Returns: One score for each system, in order.
  /// - Throws: If there are fewer than two systems, or no segments.
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

  /// How far apart two systems are after an exchange of random segments, in each trial.
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

  /// The share of trials with more than the true difference, that difference being one of them.
  private func pValue(of difference: Double, among trials: [Double]) -> Double {
    Double(trials.count { $0 > difference } + 1) / Double(trials.count + 1)
  }
}
