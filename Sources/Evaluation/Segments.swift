/// Hypotheses with their references, checked to belong together.
public struct Segments: Sendable {
  /// The translations.
  public let hypotheses: [String]
  /// The references of each hypothesis, at least one.
  public let references: [[String]]
  /// How many references a segment has, or nil if the number varies.
  public let referenceCount: Int?

  /// Puts streams of references, each with one entry a segment, beside the hypotheses.
  ///
  /// - Throws: If there is no segment, a stream's length differs, or a segment has no reference.
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

  /// What a person who reads the score should know about the hypotheses.
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

/// Something about hypotheses that is no error but may make a score less than it seems.
public enum SegmentWarning: Sendable, Equatable {
  /// A hundred or more end in a full stop set apart by a space, as tokenised text does.
  case looksTokenized(lines: Int)
  /// Some are blank; the first has the given number, from 1.
  case blankHypotheses(lines: Int, first: Int)
}

extension SegmentWarning: CustomStringConvertible {
  /// What was noticed, and what to do.
  public var description: String {
    switch self {
    case .looksTokenized(let lines):
      "\(lines) lines end in \" .\", as if tokenised; score detokenised text, or the score "
        + "compares with no other"
    case .blankHypotheses(let lines, let first):
      lines == 1
        ? "line \(first) is blank" : "\(lines) lines are blank, the first of them line \(first)"
    }
  }
}
