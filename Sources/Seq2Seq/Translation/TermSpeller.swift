internal import Platform
internal import Tokenization

/// Spells terms as the search says them: the tokens of a phrase within a sentence.
final class TermSpeller: Sendable {
  private let target: Tokenizer
  /// Found when they are first needed.
  private let boundaries = Monitor<WordBoundaries?>(nil)

  init(_ target: Tokenizer) { self.target = target }

  /// The phrases of terms; nil if one of them cannot be said, or there are none or too many.
  ///
  /// `replaced` are the tokens that would be said instead of each.
  func phrases(_ terms: [String], replaced: [[Int32]]) -> TermPhrases? {
    guard 1...TermPhrases.most ~= terms.count else { return nil }
    var phrases: [[Int32]] = []
    for term in terms {
      guard let tokens = tokens(of: term) else { return nil }
      phrases.append(tokens)
    }
    return TermPhrases(phrases, replaced: replaced, wordBoundaries())
  }

  /// Whether a token begins a word.
  func beginsWord(_ token: Int32) -> Bool {
    guard case .text(let text) = target.vocabulary.piece(token), text.utf8.first == 0x20 else {
      return false
    }
    return text.unicodeScalars.dropFirst().first?.properties.isAlphabetic == true
  }

  private func wordBoundaries() -> WordBoundaries {
    boundaries.use { known in
      let result = known ?? WordBoundaries(target.vocabulary)
      known = result
      return result
    }
  }

  /// The tokens of a term after a number, which says nothing about its case; nil if the vocabulary lacks a word of it.
  private func tokens(of term: String) -> [Int32]? {
    if !target.isLossless {
      let tokens = target.encode(term)
      return tokens.isEmpty || tokens.contains(SpecialToken.unknown.id) ? nil : tokens
    }
    let isSpaced = term.unicodeScalars.first.map { !Spacing.isUnspaced($0) } ?? true
    let line = Self.start + (isSpaced ? " " : "") + term
    let tokens = target.encode(line)
    let count = tokens.indices.first { target.decode(tokens[..<$0]) == Self.start }
    guard let count, target.decode(tokens) == target.normalize(line) else { return nil }
    return Array(tokens[count...])
  }

  private static let start = "1"
}
