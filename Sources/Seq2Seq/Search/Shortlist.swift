internal import Tokenization

/// The words that a sentence's words are likely to be translated by.
///
/// Searching among those alone, rather than the whole vocabulary, is faster, and now and then misses a
/// word
/// (Jean, Cho, Memisevic & Bengio 2015).
package struct Shortlist: Sendable, Equatable {
  /// How many translations are kept of a word, and how many words of the whole target language.
  package static let width = 50
  package static let frequentWords = 200

  /// By source word, ``width`` target words, the likeliest first; -1 where there are fewer.
  let translations: [Int32]
  /// The most frequent target words, the most frequent first: every sentence may use them.
  let frequent: [Int32]

  var sourceWords: Int { translations.count / Self.width }

  /// What a sentence may be translated by, in ascending order.
  ///
  /// - Parameter count: the translations of each of its words that it may use, up to ``width``.
  func words(for sentence: [Int32], count: Int) -> [Int32] {
    var words = Set(frequent)
    words.insert(SpecialToken.end.id)
    for source in sentence {
      let first = Int(source) * Self.width
      for target in translations[first..<first + min(count, Self.width)] where target >= 0 {
        words.insert(target)
      }
    }
    return words.sorted()
  }
}
