internal import Tokenization

/// The tokens that a sentence's tokens are likely to be translated by.
///
/// Searching among those alone, rather than the whole vocabulary, is faster, and now and then misses a
/// token
/// (Jean, Cho, Memisevic & Bengio 2015).
package struct Shortlist: Sendable, Equatable {
  /// How many translations are kept of a token, and how many tokens of the whole target language.
  package static let width = 50
  package static let frequentTokens = 200

  /// By source token, ``width`` target tokens, the likeliest first; -1 where there are fewer.
  let translations: [Int32]
  /// The most frequent target tokens, the most frequent first: every sentence may use them.
  let frequent: [Int32]

  var sourceVocabulary: Int { translations.count / Self.width }

  /// What a sentence may be translated by, in ascending order.
  ///
  /// - Parameters:
  ///   - sentence: the source's tokens.
  ///   - count: the translations of each of its tokens that it may use, up to ``width``.
  /// - Returns: ids of the target's vocabulary.
  func tokens(for sentence: [Int32], count: Int) -> [Int32] {
    var tokens = Set(frequent)
    tokens.insert(SpecialToken.end.id)
    for source in sentence {
      let first = Int(source) * Self.width
      for target in translations[first..<first + min(count, Self.width)] where target >= 0 {
        tokens.insert(target)
      }
    }
    return tokens.sorted()
  }
}
