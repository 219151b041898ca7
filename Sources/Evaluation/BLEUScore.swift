internal import Formatting
internal import Platform

/// The smoothing of precisions, so that an order without matches does not make the whole score zero.
///
/// Chen and Cherry, 2014, "A Systematic Comparison of Smoothing Techniques for Sentence-Level BLEU".
public enum BLEUSmoothing: Sendable, Equatable {
  /// No smoothing: BLEU is 0 if an order has no match.
  case unsmoothed
  /// An order without matches counts as having this number of matches (method 1).
  case floor(Double = 0.1)
  /// This number is added to the matches and totals of all orders above 1 (method 2).
  case addK(Double = 1)
  /// The first order without matches counts as having half a match, the next a quarter, and so on (method 3).
  case exponential

  /// The form in signatures, such as `floor[0.10]`.
  var signature: String {
    switch self {
    case .unsmoothed: "none"
    case .floor(let value): "floor[\(value.fixed(2))]"
    case .addK(let value): "add-k[\(value.fixed(2))]"
    case .exponential: "exp"
    }
  }
}

/// A BLEU score and the numbers that it is computed from.
public struct BLEUScore: MetricScore {
  /// BLEU, from 0 to 100.
  public let value: Double
  /// The smoothed precision of each order from 1, from 0 to 100.
  public let precisions: [Double]
  /// The factor that penalises texts shorter than their references, from 0 to 1.
  public let brevityPenalty: Double
  /// The number of tokens in the hypotheses.
  public let hypothesisLength: Int
  /// The number of tokens in the references.
  public let referenceLength: Int

  init(_ statistics: BLEUStatistics, options: BLEUOptions) {
    let precisions = SmoothedPrecisions(statistics, options: options)
    self.precisions = precisions.values
    hypothesisLength = Int(statistics.hypothesisLength)
    referenceLength = Int(statistics.referenceLength)
    brevityPenalty = Self.brevityPenalty(statistics)
    let exact = precisions.hasMatches ? brevityPenalty * precisions.geometricMean : 0
    // The mean of logarithms makes 100 a little more; smoothing may make it much more.
    value = abs(exact - 100) < 1e-9 ? 100 : exact
  }

  /// The precisions, brevity penalty, length ratio and lengths, as sacreBLEU prints them.
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

/// The precisions of all orders, and their mean.
private struct SmoothedPrecisions {
  private(set) var values: [Double]
  let hasMatches: Bool
  /// The number of orders in the mean.
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

  /// The geometric mean; as in sacreBLEU, -9999999999 stands for the logarithm of zero.
  var geometricMean: Double {
    let logarithms = values.prefix(orders).map { $0 == 0 ? -9_999_999_999 : logarithm($0) }
    return exponential(logarithms.reduce(0, +) / Double(orders))
  }
}
