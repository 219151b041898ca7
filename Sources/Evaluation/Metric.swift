/// A measure of how close translations are to references, computed in two steps.
///
/// First each segment is reduced to its sufficient statistics, numbers that add up over segments;
/// then a score is computed from the sum. Resampling for confidence intervals and significance
/// tests adds up other choices of segments and never looks at the text again.
public protocol Metric: Sendable {
  /// What is counted in a segment.
  associatedtype Statistics: SufficientStatistics
  /// The score with what it was computed from.
  associatedtype Score: MetricScore

  /// The name under which its scores are quoted, such as `BLEU` or `chrF2++`.
  var name: String { get }

  /// The statistics of each segment against its references.
  func segmentStatistics(_ segments: Segments) -> [Statistics]

  /// The score of segments whose statistics add up to `statistics`.
  func score(from statistics: Statistics) -> Score

  /// The settings a reader must know to compare the score with another.
  var signatureItems: [SignatureItem] { get }
}

/// Counts that add up over the segments of a corpus.
public protocol SufficientStatistics: Sendable, Equatable {
  /// Statistics from their components, in the order of `components`.
  init(components: [Double])
  /// All counts in a fixed order, of the same number for all segments.
  var components: [Double] { get }
}

extension SufficientStatistics {
  /// The sum of the statistics of at least one segment.
  ///
  /// - Returns: Statistics of the same kind, for the text as a whole.
  public static func sum(_ segments: [Self]) -> Self {
    guard var total = segments.first?.components else { return Self(components: []) }
    for segment in segments.dropFirst() {
      let components = segment.components
      for index in total.indices { total[index] += components[index] }
    }
    return Self(components: total)
  }

  /// The statistics of two parts of a corpus together.
  ///
  /// - Returns: Statistics of the same kind, for both parts.
  public static func + (left: Self, right: Self) -> Self {
    sum([left, right])
  }
}

/// A score with what it was computed from.
public protocol MetricScore: Sendable, Equatable {
  /// The score, a percentage.
  var value: Double { get }
  /// What is printed after the score, such as the precisions of BLEU.
  var detail: String? { get }
}

// MARK: - API

extension Metric {
  /// The score of a corpus.
  ///
  /// - Parameters:
  ///   - hypotheses: The translations, one a segment.
  ///   - references: Streams of references, each with one entry a segment. An entry is nil where
  ///     a stream has none for the segment; an empty string is a reference that is empty.
  /// - Returns: The score of all segments together.
  /// - Throws: If there is no segment, a stream's length differs, or a segment has no reference.
  public func corpusScore(
    _ hypotheses: [String], references: [[String?]]
  ) throws(EvaluationError) -> Score {
    corpusScore(try Segments(hypotheses: hypotheses, references: references))
  }

  /// The score of a corpus.
  ///
  /// - Returns: The score of all segments together.
  public func corpusScore(_ segments: Segments) -> Score {
    score(from: .sum(segmentStatistics(segments)))
  }

  /// The score of one segment against one or several references.
  ///
  /// - Returns: The score of this one segment.
  /// - Throws: If there is no reference.
  public func sentenceScore(
    _ hypothesis: String, references: [String]
  ) throws(EvaluationError) -> Score {
    try corpusScore([hypothesis], references: references.map { [$0] })
  }

  /// The signature to quote with the score of `segments`.
  ///
  /// - Returns: The fields, in the order they are written.
  public func signature(
    for segments: Segments, resampling: ResamplingSettings? = nil
  ) -> Signature {
    Signature(
      references: segments.referenceCount, resampling: resampling, metricItems: signatureItems)
  }
}
