/// Hypotheses with their references, checked for completeness.
public struct Segments: Sendable {
  /// The translations.
  public let hypotheses: [String]
  /// The references of each hypothesis, at least one.
  public let references: [[String]]
  /// The number of references per segment; nil if it varies.
  public let referenceCount: Int?

  /// Combines hypotheses with streams of references, each with one entry per segment.
  ///
  /// - Throws: ``EvaluationError`` if there are no segments or no references, if the length of a stream differs from
  ///   the number of hypotheses, or if a segment has no reference.
  public init(hypotheses: [String], references: [[String?]]) throws(EvaluationError) {
    guard !hypotheses.isEmpty else { throw .noSegments }
    guard !references.isEmpty else { throw .noReferences }
    for (index, stream) in references.enumerated() where stream.count != hypotheses.count {
      throw .lengthMismatch(
        hypotheses: hypotheses.count, references: stream.count, stream: index + 1)
    }
    self.hypotheses = hypotheses
    self.references = hypotheses.indices.map { segment in
      references.compactMap { $0[segment] }
    }
    if let segment = self.references.firstIndex(where: \.isEmpty) {
      throw .segmentWithoutReference(segment: segment + 1)
    }
    let counts = Set(self.references.map(\.count))
    self.referenceCount = counts.count == 1 ? counts.first : nil
  }

  /// The number of segments.
  public var count: Int {
    hypotheses.count
  }

  /// Warnings about the hypotheses, for those who read the score.
  public var warnings: [SegmentWarning] {
    var warnings: [SegmentWarning] = []
    let looksTokenized = hypotheses.count { $0.utf8.suffix(2).elementsEqual(" .".utf8) }
    if looksTokenized >= 100 { warnings.append(.looksTokenized(lines: looksTokenized)) }
    let blank = hypotheses.indices.filter { hypotheses[$0].trimmingEnd().isEmpty }
    if let first = blank.first {
      warnings.append(.blankHypotheses(lines: blank.count, first: first + 1))
    }
    return warnings
  }
}

/// A property of hypotheses that is no error but may make a score misleading.
public enum SegmentWarning: Sendable, Equatable {
  /// A hundred or more lines end in a space and a full stop, as tokenised text does.
  case looksTokenized(lines: Int)
  /// Some lines are blank; `first` is the number of the first one, from 1.
  case blankHypotheses(lines: Int, first: Int)
}

extension SegmentWarning: CustomStringConvertible {
  /// The warning and what to do about it, for people.
  public var description: String {
    switch self {
    case .looksTokenized(let lines):
      "\(lines) lines end in \" .\", as if tokenised; score detokenised text, or else the score "
        + "is not comparable with others"
    case .blankHypotheses(let lines, let first):
      lines == 1
        ? "line \(first) is blank" : "\(lines) lines are blank, the first of them line \(first)"
    }
  }
}
