/// Whole words by frequency, as the textbooks have it: simple, and unable to write any other word.
///
/// A word after whitespace is not the same word as one that is glued to what precedes it, so that
/// the text of a sequence of words has natural spacing.
struct WordVocabulary: Equatable, Sendable {
  /// Special tokens, then the words.
  let vocabulary: Vocabulary

  /// Throws ``TokenizerError/corrupted(_:)`` if a word is empty, has a space inside or is there twice.
  init(words: [some Collection<UInt8>]) throws(TokenizerError) {
    var texts = ByteStringTable()
    for (index, word) in words.enumerated() {
      let bytes = Array(word)
      guard !word.isEmpty, !word.dropFirst().contains(Normalizer.space),
        texts.insert(bytes.span) == index
      else {
        throw .corrupted("word \(index) is empty, has a space inside or is there twice")
      }
    }
    vocabulary = Vocabulary(hasBytes: false, texts: texts)
  }

  /// The most frequent words, equally frequent ones by their bytes.
  ///
  /// There are `size` ids at most, special tokens included. Words seen less than `minimumFrequency` times, or longer than
  /// ``BytePairEncoding/maximumPieceLength``, are left out.
  static func learn(
    from counts: WordCounts, size: Int, minimumFrequency: Int
  ) throws(TokenizerError) -> WordVocabulary {
    let places = counts.counts.indices.filter {
      counts.counts[$0] >= minimumFrequency
        && counts.words[$0].count <= BytePairEncoding.maximumPieceLength
    }
    let sorted = places.sorted {
      counts.counts[$0] != counts.counts[$1]
        ? counts.counts[$0] > counts.counts[$1]
        : counts.words[$0].lexicographicallyPrecedes(counts.words[$1])
    }
    let room = size - SpecialToken.allCases.count
    return try WordVocabulary(words: sorted.prefix(room).map { counts.words[$0] })
  }

  func id(of word: Span<UInt8>) -> Int32 {
    vocabulary.id(of: word) ?? SpecialToken.unknown.id
  }
}
