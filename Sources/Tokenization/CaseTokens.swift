/// The tokens of a vocabulary that are case marks.
package struct CaseTokens: Sendable {
  /// The token after which words are in capitals.
  package let capitalsBegin: Int32
  /// The token before a word in capitals.
  package let capitals: Int32
  private let marks: Range<Int32>

  /// Nil if the vocabulary was learned without case marks.
  package init?(_ vocabulary: Vocabulary) {
    let ids = CaseMark.allCases.compactMap { vocabulary.id(of: $0.mark) }
    guard ids.count == CaseMark.allCases.count, let first = ids.min(), let last = ids.max(),
      let capitalsBegin = vocabulary.id(of: CaseMark.capitalsBegin.mark),
      let capitals = vocabulary.id(of: CaseMark.capitals.mark)
    else { return nil }
    self.capitalsBegin = capitalsBegin
    self.capitals = capitals
    // They were learned together, so no other token is among them.
    marks = first..<last + 1
  }

  /// The tokens of a line without case marks.
  package func unmarked(_ ids: [Int32]) -> [Int32] { ids.filter { !marks.contains($0) } }

  /// The tokens that begin a word with case after white space.
  package static func wordBeginnings(in vocabulary: Vocabulary) -> Set<Int32> {
    let ids = (0..<Int32(vocabulary.count)).filter { id in
      guard case .text(let text) = vocabulary.piece(id), text.utf8.first == Normalizer.space
      else { return false }
      return text.unicodeScalars.dropFirst().first?.properties.isCased == true
    }
    return Set(ids)
  }
}
