/// A measure of how close translations are to references, computed in two steps.
///
/// First each segment is reduced to its sufficient statistics: counts that can be added over segments. Then a score is
/// computed from the sum. Resampling, for confidence intervals and significance tests, adds up other selections of
/// segments without reading the text again.
public protocol Metric: Sendable {
  /// The counts of a segment.
  associatedtype Statistics: SufficientStatistics
  /// The score and the numbers that it is computed from.
  associatedtype Score: MetricScore

  /// The name of the metric in reports, such as `BLEU` or `chrF2++`.
  var name: String { get }

  /// Counts the statistics of each segment against its references.
  ///
  /// - Returns: The statistics of each segment, in order.
  func segmentStatistics(_ segments: Segments) -> [Statistics]

  /// Computes the score of segments from the sum of their statistics.
  ///
  /// - Returns: The score of the summed segments.
  func score(from statistics: Statistics) -> Score

  /// The options that a reader must know to compare the score with others.
  var signatureItems: [SignatureItem] { get }
}

/// Counts that can be added over the segments of a corpus.
public protocol SufficientStatistics: Sendable, Equatable {
  /// Makes statistics from their components, in the order of ``components``.
  init(components: [Double])
  /// All counts in a fixed order; their number is the same for all segments.
  var components: [Double] { get }
}

extension SufficientStatistics {
  /// Adds up the statistics of one or more segments.
  ///
  /// - Returns: The statistics of all segments together.
  public static func sum(_ segments: [Self]) -> Self {
    guard var total = segments.first?.components else { return Self(components: []) }
    for segment in segments.dropFirst() {
      let components = segment.components
      for index in total.indices { total[index] += components[index] }
    }
    return Self(components: total)
  }

  /// Adds the statistics of two parts of a corpus.
  ///
  /// - Returns: The statistics of both parts together.
  public static func + (left: Self, right: Self) -> Self {
    sum([left, right])
  }
}

/// A score and the numbers that it is computed from.
public protocol MetricScore: Sendable, Equatable {
  /// The score as a percentage.
  var value: Double { get }
  /// The details that are printed after the score, such as the precisions of BLEU; nil: there are none.
  var detail: String? { get }
}

// MARK: - API

extension Metric {
  /// Scores a corpus.
  ///
  /// - Parameters:
  ///   - hypotheses: The translations, one per segment.
  ///   - references: Streams of references, each with one entry per segment. An entry is nil if the stream has no
  ///     reference for the segment; an empty string is an empty reference.
  /// - Returns: The score of all segments together.
  /// - Throws: ``EvaluationError`` if there are no segments or no references, if the length of a stream differs from
  ///   the number of hypotheses, or if a segment has no reference.
  public func corpusScore(
    _ hypotheses: [String], references: [[String?]]
  ) throws(EvaluationError) -> Score {
    corpusScore(try Segments(hypotheses: hypotheses, references: references))
  }

  /// Scores a corpus.
  ///
  /// - Returns: The score of all segments together.
  public func corpusScore(_ segments: Segments) -> Score {
    score(from: .sum(segmentStatistics(segments)))
  }

  /// Scores one segment against one or more references.
  ///
  /// - Returns: The score of this segment.
  /// - Throws: ``EvaluationError/noReferences`` if there is no reference.
  public func sentenceScore(
    _ hypothesis: String, references: [String]
  ) throws(EvaluationError) -> Score {
    try corpusScore([hypothesis], references: references.map { [$0] })
  }

  /// Makes the signature to publish with the score of `segments`.
  ///
  /// - Returns: The signature, with the options of the metric and of the resampling, if there is any.
  public func signature(
    for segments: Segments, resampling: ResamplingSettings? = nil
  ) -> Signature {
    Signature(
      references: segments.referenceCount, resampling: resampling, metricItems: signatureItems)
  }
}
