import Seq2Seq

/// How often words come on the source side of a corpus.
struct WordFrequencies {
  /// More would take long, and change little.
  private static let mostPairs = 1_000_000

  private var counts: [String: Int] = [:]

  /// Counts the words of the usable pairs, at most of the first million.
  init(of corpus: any PairSource) throws(CorpusError) {
    let pairs = try UsablePairs(of: corpus)
    var left = Self.mostPairs
    while left > 0, let pair = try pairs.next() {
      for word in Self.words(of: pair.source) { counts[word, default: 0] += 1 }
      left -= 1
    }
  }

  /// How often the rarest word of a text comes in the corpus; nil if the text has no words.
  func rarest(in text: String) -> Int? {
    Self.words(of: text).map { counts[$0, default: 0] }.min()
  }

  /// What stands between spaces, in small letters and without punctuation around it.
  private static func words(of text: String) -> [String] {
    WordCount.words(of: text).compactMap { word in
      guard let first = word.firstIndex(where: isOfWord), let last = word.lastIndex(where: isOfWord)
      else { return nil }
      return word[first...last].lowercased()
    }
  }

  private static func isOfWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber
  }
}
