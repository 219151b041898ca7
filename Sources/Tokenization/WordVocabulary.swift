/// A vocabulary of whole words, as in textbooks: simple, but it cannot encode other words.
///
/// A word after whitespace and the same word without whitespace before it are two words, so that decoded text has
/// natural spacing.
struct WordVocabulary: Equatable, Sendable {
  /// The special tokens, then the words.
  let vocabulary: Vocabulary

  /// Throws ``TokenizerError/corrupted(_:)`` if a word is empty, has a space inside or occurs twice.
  init(words: [some Collection<UInt8>]) throws(TokenizerError) {
    var texts = ByteStringTable()
    for (index, word) in words.enumerated() {
      let bytes = Array(word)
      guard !word.isEmpty, !word.dropFirst().contains(Normalizer.space),
        texts.insert(bytes.span) == index
      else {
        throw .corrupted("word \(index) is empty, has a space inside or occurs twice")
      }
    }
    vocabulary = Vocabulary(hasBytes: false, texts: texts)
  }

  /// Learns the most frequent words; equally frequent words are ordered by their bytes.
  ///
  /// There are at most `size` ids, including special tokens. Words that occur less than `minimumFrequency` times or are
  /// longer than ``BytePairEncoding/maximumPieceLength`` bytes are left out.
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
