import Seq2Seq

/// How often words come on the source side of a corpus.
struct WordFrequencies {
  /// More would take long, and change little.
  private static let mostPairs = 1_000_000

  private var counts: [String: Int] = [:]

  /// Counts the words of the usable pairs, at most of the first million.
  init(of corpus: any PairSource) throws(CorpusError) {
    let pairs = try UsablePairs(of: corpus)
    // What stands between spaces is counted as it is, and made a word once, not each time it comes.
    var chunks: [String: Int] = [:]
    var left = Self.mostPairs
    while left > 0, let pair = try pairs.next() {
      for chunk in WordCount.words(of: pair.source) { chunks[chunk, default: 0] += 1 }
      left -= 1
    }
    for (chunk, count) in chunks {
      if let word = Self.word(in: chunk) { counts[word, default: 0] += count }
    }
  }

  /// How often the rarest word of a text comes in the corpus; nil if the text has no words.
  func rarest(in text: String) -> Int? {
    WordCount.words(of: text).compactMap(Self.word).map { counts[$0, default: 0] }.min()
  }

  /// What stands between two spaces, in small letters and without punctuation around it; nil if nothing is left.
  private static func word(in chunk: String) -> String? {
    guard let first = chunk.firstIndex(where: isOfWord), let last = chunk.lastIndex(where: isOfWord)
    else { return nil }
    return chunk[first...last].lowercased()
  }

  private static func isOfWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber
  }
}
