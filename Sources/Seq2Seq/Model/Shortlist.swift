internal import Tokenization

/// The target tokens that are likely translations of each source token.
///
/// Searching only among these, rather than the whole vocabulary, is faster, but sometimes misses a token
/// (Jean, Cho, Memisevic & Bengio 2015).
package struct Shortlist: Sendable, Equatable, Codable {
  /// How many translations are kept of each source token.
  package static let width = 50
  /// How many of the most frequent target tokens are kept.
  package static let frequentTokens = 200

  /// For each source token, ``width`` target tokens, the likeliest first; -1 if there are fewer.
  let translations: [Int32]
  /// The most frequent target tokens, the most frequent first: every sentence may use them.
  let frequent: [Int32]

  var sourceVocabulary: Int { translations.count / Self.width }

  /// The tokens that the translation of a sentence may use, in ascending order.
  ///
  /// - Parameters:
  ///   - sentence: the source's tokens.
  ///   - count: how many translations of each source token it may use, up to ``width``.
  /// - Returns: ids of target tokens.
  func tokens(for sentence: [Int32], count: Int) -> [Int32] {
    var tokens = Set(frequent)
    tokens.insert(SpecialToken.end.id)
    for source in sentence {
      tokens.formUnion(translations(of: source, count: count))
    }
    return tokens.sorted()
  }

  /// The likeliest translations of a source token, at most `count` and at most ``width``, the likeliest first.
  func translations(of source: Int32, count: Int) -> ArraySlice<Int32> {
    let first = Int(source) * Self.width
    return translations[first..<first + min(count, Self.width)].prefix { $0 >= 0 }
  }
}
