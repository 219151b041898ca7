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

  /// How many hypotheses end in a full stop set apart by a space, as tokenised text does.
  ///
  /// From about a hundred on, the text was most likely not detokenised, and its BLEU is not
  /// comparable with that of others.
  public var tokenizedLookingCount: Int {
    hypotheses.count { $0.utf8.suffix(2).elementsEqual(" .".utf8) }
  }
}
