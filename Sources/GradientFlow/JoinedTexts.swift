internal import Seq2Seq

/// Texts of given numbers of words, joined from sentence pairs that follow each other.
struct JoinedTexts {
  private let pairs: [EncodedPair]
  private var next = 0

  /// - Parameters:
  ///   - pairs: at least one, with at least one word of source each.
  ///   - generator: shuffles the pairs.
  init(_ pairs: [EncodedPair], using generator: inout SeededGenerator) {
    var shuffled = pairs
    generator.shuffle(&shuffled)
    self.pairs = shuffled
  }

  /// Joins as many pairs as are needed, and cuts the source to so many words; after the last pair comes the first.
  mutating func take(words: Int) -> EncodedPair {
    var text = EncodedPair(source: [], target: [])
    while text.source.count < words {
      text.source += pairs[next].source
      text.target += pairs[next].target
      next = (next + 1) % pairs.count
    }
    text.source.removeLast(text.source.count - words)
    return text
  }
}
