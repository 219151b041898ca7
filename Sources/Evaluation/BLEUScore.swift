internal import Formatting
internal import Platform

/// What the precision of an order is where no n-gram matches, so that one such order does not make
/// the whole score zero.
///
/// Chen and Cherry, 2014, "A Systematic Comparison of Smoothing Techniques for Sentence-Level BLEU".
public enum BLEUSmoothing: Sendable, Equatable {
  /// Nothing: BLEU is 0 if an order has no match.
  case unsmoothed
  /// The given number instead of no match (method 1).
  case floor(Double = 0.1)
  /// The given number added to matches and totals of all orders above 1 (method 2).
  case addK(Double = 1)
  /// Half a match for the first such order, a quarter for the next, and so on (method 3).
  case exponential

  /// The form of signatures, such as `floor[0.10]`.
  var signature: String {
    switch self {
    case .unsmoothed: "none"
    case .floor(let value): "floor[\(value.fixed(2))]"
    case .addK(let value): "add-k[\(value.fixed(2))]"
    case .exponential: "exp"
    }
  }
}

/// A BLEU score with its parts.
public struct BLEUScore: MetricScore {
  /// BLEU, from 0 to 100.
  public let value: Double
  /// The precision of each order from 1, from 0 to 100, smoothed.
  public let precisions: [Double]
  /// The factor by which texts shorter than their references are penalised, from 0 to 1.
  public let brevityPenalty: Double
  /// The number of words in the hypotheses.
  public let hypothesisLength: Int
  /// The number of words in the references.
  public let referenceLength: Int

  init(_ statistics: BLEUStatistics, options: BLEUOptions) {
    let precisions = SmoothedPrecisions(statistics, options: options)
    self.precisions = precisions.values
    hypothesisLength = Int(statistics.hypothesisLength)
    referenceLength = Int(statistics.referenceLength)
    brevityPenalty = Self.brevityPenalty(statistics)
    value = precisions.hasMatches ? brevityPenalty * precisions.geometricMean : 0
  }

  /// Precisions, brevity penalty, ratio and lengths, as sacreBLEU prints them.
  public var detail: String? {
    let ratio = referenceLength > 0 ? Double(hypothesisLength) / Double(referenceLength) : 0
    let precisions = precisions.map { $0.fixed(1) }.joined(separator: "/")
    return "\(precisions) (BP = \(brevityPenalty.fixed(3)) ratio = \(ratio.fixed(3)) "
      + "hyp_len = \(hypothesisLength) ref_len = \(referenceLength))"
  }

  private static func brevityPenalty(_ statistics: BLEUStatistics) -> Double {
    let (hypothesis, reference) = (statistics.hypothesisLength, statistics.referenceLength)
    if hypothesis >= reference { return 1 }
    return hypothesis > 0 ? exponential(1 - reference / hypothesis) : 0
  }
}

/// The precision of each order, and their mean.
private struct SmoothedPrecisions {
  private(set) var values: [Double]
  let hasMatches: Bool
  /// How many orders the mean is over.
  private var orders: Int

  init(_ statistics: BLEUStatistics, options: BLEUOptions) {
    orders = statistics.matches.count
    values = [Double](repeating: 0, count: orders)
    hasMatches = statistics.matches.contains { $0 > 0 }
    guard hasMatches else { return }
    var halving = 1.0
    for order in values.indices {
      var (matches, total) = (statistics.matches[order], statistics.totals[order])
      if case .addK(let value) = options.smoothing, order > 0 {
        matches += value
        total += value
      }
      guard total != 0 else { break }
      if options.effectiveOrder { orders = order + 1 }
      if matches != 0 {
        values[order] = 100 * matches / total
      } else if case .exponential = options.smoothing {
        halving *= 2
        values[order] = 100 / (halving * total)
      } else if case .floor(let value) = options.smoothing {
        values[order] = 100 * value / total
      }
    }
  }

  /// The geometric mean; the logarithm of zero counts as sacreBLEU's -9999999999.
  var geometricMean: Double {
    let logarithms = values.prefix(orders).map { $0 == 0 ? -9_999_999_999 : logarithm($0) }
    return exponential(logarithms.reduce(0, +) / Double(orders))
  }
}
