/// Counts the words of lines of one language, as a vocabulary is learned from them.
///
///     var counter = try WordCounter(locale: "fr")
///     for line in lines { counter.add(line) }
///     let tokenizer = try TokenizerTrainer.learn(from: counter, options: TokenizerOptions())
///
/// It holds each distinct word once, never the lines.
public struct WordCounter: ~Copyable, Sendable {
  /// The language whose rules say what a word is.
  public let locale: String
  private var segmenter: LineSegmenter
  private(set) var counts = WordCounts()
  private var words: [Int32] = []

  /// A counter that has seen nothing; a `locale` of "" is root.
  ///
  /// An unknown language is no error: it gets the rules of root.
  ///
  /// - Throws: ``TokenizerError/unusableLocale(_:reason:)``.
  public init(locale: String = "") throws(TokenizerError) {
    self.locale = locale
    segmenter = try LineSegmenter(locale: locale)
  }

  /// Counts the words of one line.
  public mutating func add(_ line: String) {
    words.removeAll(keepingCapacity: true)
    segmenter.append(line, to: &words) { word, numbers in
      numbers.append(Int32(counts.insert(word)))
    }
    for word in words { counts.increase(Int(word), by: 1) }
  }
}

/// Distinct words, a leading space being part of a word, and how often each was seen.
struct WordCounts: Sendable {
  private(set) var words = ByteStringTable()
  private(set) var counts: [Int] = []

  /// The word's place, with a count of 0 if it is new.
  mutating func insert(_ word: Span<UInt8>) -> Int {
    let place = words.insert(word)
    if place == counts.count { counts.append(0) }
    return place
  }

  mutating func increase(_ place: Int, by count: Int) { counts[place] += count }

  mutating func add(_ other: WordCounts) {
    for (place, count) in other.counts.enumerated() {
      let word = other.words[place]
      increase(insert(word.span), by: count)
    }
  }
}
