/// The settings of resampling, which are part of a signature.
public struct ResamplingSettings: Sendable, Equatable {
  /// A method of resampling a corpus.
  public enum Method: String, Sendable {
    /// Draws segments with replacement.
    case bootstrap = "bs"
    /// Exchanges segments between two systems.
    case approximateRandomization = "ar"
  }

  /// The method.
  public let method: Method
  /// The number of resamples, at least 1.
  public let trials: Int
  /// The seed of the random numbers; nil: they differ each time.
  public let seed: UInt64?

  /// Makes settings; `trials` must be at least 1.
  public init(_ method: Method, trials: Int, seed: UInt64? = 12345) {
    precondition(trials >= 1, "resampling needs at least one trial")
    self.method = method
    self.trials = trials
    self.seed = seed
  }

  var signatureItems: [SignatureItem] {
    [
      SignatureItem(method.rawValue, method.rawValue, String(trials)),
      SignatureItem("seed", "rs", seed.map(String.init) ?? "none"),
    ]
  }
}

/// The interval that contains the score of 95% of the resamples of a corpus.
public struct ConfidenceInterval: Sendable, Equatable {
  /// The mean score over the resamples.
  public let mean: Double
  /// Half the width of the interval.
  public let halfWidth: Double
}

/// The statistics of all segments as the rows of a matrix, for adding up many selections of segments.
struct StatisticsMatrix {
  let rows: Int
  let columns: Int
  private var values: [Double]

  init(_ segments: [some SufficientStatistics]) {
    rows = segments.count
    columns = segments.first?.components.count ?? 0
    values = segments.flatMap(\.components)
  }

  /// Draws as many rows as there are, with replacement, and adds them up, in each of `trials` trials.
  func bootstrapSums(trials: Int, seed: UInt64) -> [[Double]] {
    var generator = NumPyGenerator(seed: seed)
    return (0..<trials).map { _ in
      var sum = [Double](repeating: 0, count: columns)
      for _ in 0..<rows { add(row: generator.integer(below: UInt32(rows)), to: &sum) }
      return sum
    }
  }

  /// Selects each row with probability 1/2 and adds up the selected rows, in each of `trials` trials.
  func randomSums(trials: Int, seed: UInt64) -> [[Double]] {
    var generator = NumPyGenerator(seed: seed)
    var coin = NumPyGenerator.Coin()
    return (0..<trials).map { _ in
      var sum = [Double](repeating: 0, count: columns)
      for row in 0..<rows where coin.toss(&generator) { add(row: row, to: &sum) }
      return sum
    }
  }

  /// Subtracts another matrix of the same shape.
  func minus(_ other: StatisticsMatrix) -> StatisticsMatrix {
    var difference = self
    for index in values.indices { difference.values[index] -= other.values[index] }
    return difference
  }

  private func add(row: Int, to sum: inout [Double]) {
    let start = row * columns
    for column in 0..<columns { sum[column] += values[start + column] }
  }
}

extension Metric {
  /// Estimates the 95% confidence interval of the score by bootstrap resampling of the segments.
  ///
  /// Koehn, 2004, "Statistical Significance Tests for Machine Translation Evaluation".
  ///
  /// - Returns: The mean score and half the width of the interval.
  public func confidence(
    of segments: [Statistics], trials: Int = 1000, seed: UInt64? = 12345
  ) -> ConfidenceInterval {
    ConfidenceInterval(
      bootstrapScores(of: segments, trials: trials, seed: seed ?? .random(in: 1...UInt64.max)))
  }

  func bootstrapScores(of segments: [Statistics], trials: Int, seed: UInt64) -> [Double] {
    StatisticsMatrix(segments).bootstrapSums(trials: trials, seed: seed)
      .map { score(from: Statistics(components: $0)).value }
  }
}

extension ConfidenceInterval {
  /// Makes the interval that leaves out a fortieth of the scores at either end.
  init(_ scores: [Double]) {
    let sorted = scores.sorted()
    let cut = sorted.count / 40
    mean = sorted.reduce(0, +) / Double(sorted.count)
    halfWidth = 0.5 * (sorted[sorted.count - 1 - cut] - sorted[cut])
  }
}
