/// The tokens of a vocabulary that are case marks.
package struct CaseTokens: Sendable {
  /// The token after which a line is in capitals.
  package let capitals: Int32
  private let marks: Range<Int32>

  /// Nil if the vocabulary was learned without case marks.
  package init?(_ vocabulary: Vocabulary) {
    let ids = CaseMark.allCases.compactMap { vocabulary.id(of: $0.mark) }
    guard ids.count == CaseMark.allCases.count, let first = ids.min(), let last = ids.max(),
      let capitals = vocabulary.id(of: CaseMark.capitalsBegin.mark)
    else { return nil }
    self.capitals = capitals
    // They were learned together, so no other token is among them.
    marks = first..<last + 1
  }

  /// The tokens of a line without case marks.
  package func unmarked(_ ids: [Int32]) -> [Int32] { ids.filter { !marks.contains($0) } }
}
