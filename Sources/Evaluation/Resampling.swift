/// How a corpus is resampled, as a signature states it.
public struct ResamplingSettings: Sendable, Equatable {
  /// How other corpora are made of a corpus.
  public enum Method: String, Sendable {
    /// Segments are drawn with replacement.
    case bootstrap = "bs"
    /// Segments are exchanged between two systems.
    case approximateRandomization = "ar"
  }

  /// How other corpora are made.
  public let method: Method
  /// How many are made, at least 1.
  public let trials: Int
  /// The seed of the random numbers, or nil for different ones each time.
  public let seed: UInt64?

  /// The given settings.
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

/// An interval in which a score lies in 95 of 100 resamples of the corpus.
public struct ConfidenceInterval: Sendable, Equatable {
  /// The mean score over the resamples.
  public let mean: Double
  /// Half the width of the interval.
  public let halfWidth: Double
}

/// The statistics of all segments as rows of one matrix, to add up many choices of them.
struct StatisticsMatrix {
  let rows: Int
  let columns: Int
  private var values: [Double]

  init(_ segments: [some SufficientStatistics]) {
    rows = segments.count
    columns = segments.first?.components.count ?? 0
    values = segments.flatMap(\.components)
  }

  /// The sums of as many rows as there are, drawn with replacement, in each of `trials` trials.
  func bootstrapSums(trials: Int, seed: UInt64) -> [[Double]] {
    var generator = NumPyGenerator(seed: seed)
    return (0..<trials).map { _ in
      var sum = [Double](repeating: 0, count: columns)
      for _ in 0..<rows { add(row: generator.integer(below: UInt32(rows)), to: &sum) }
      return sum
    }
  }

  /// The sums of the rows for which a tossed coin shows heads, in each of `trials` trials.
  func randomSums(trials: Int, seed: UInt64) -> [[Double]] {
    var generator = NumPyGenerator(seed: seed)
    var coin = NumPyGenerator.Coin()
    return (0..<trials).map { _ in
      var sum = [Double](repeating: 0, count: columns)
      for row in 0..<rows where coin.toss(&generator) { add(row: row, to: &sum) }
      return sum
    }
  }

  /// The difference of each row from that of another matrix of the same shape.
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
  /// The interval in which the score lies in 95 of 100 bootstrap resamples of the segments.
  ///
  /// Koehn, 2004, "Statistical Significance Tests for Machine Translation Evaluation".
  ///
  /// - Returns: The mean, and half the width of the interval.
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
  /// Half the distance between the scores a fortieth from either end, about the mean.
  init(_ scores: [Double]) {
    let sorted = scores.sorted()
    let cut = sorted.count / 40
    mean = sorted.reduce(0, +) / Double(sorted.count)
    halfWidth = 0.5 * (sorted[sorted.count - 1 - cut] - sorted[cut])
  }
}
