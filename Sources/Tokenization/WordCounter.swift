/// Counts the words of lines of one language, for learning a vocabulary.
///
///     var counter = try WordCounter(locale: "fr")
///     for line in lines { counter.add(line) }
///     let tokenizer = try TokenizerTrainer.learn(from: counter, options: TokenizerOptions())
///
/// It stores each distinct word once, and no lines.
public struct WordCounter: ~Copyable, Sendable {
  /// The language whose rules divide lines into words.
  public let locale: String
  private var segmenter: CasedSegmenter
  /// How words are usually written, if the vocabulary is to mark case.
  let knownForms: KnownForms?
  private(set) var counts = WordCounts()
  private var words: [Int32] = []

  /// Makes a counter without words; a `locale` of "" is ICU's root locale.
  ///
  /// A language that ICU does not know gets the rules of root.
  ///
  /// - Throws: ``TokenizerError/unusableLocale(_:reason:)`` if ICU cannot use the locale.
  public init(locale: String = "") throws(TokenizerError) {
    try self.init(locale: locale, knownForms: nil)
  }

  /// Makes a counter for a vocabulary that marks case, if known forms are given.
  package init(locale: String, knownForms: KnownForms?) throws(TokenizerError) {
    segmenter = try CasedSegmenter(locale: locale, knownForms: knownForms, caching: .corpus)
    self.locale = locale
    self.knownForms = knownForms
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

extension WordCounter {
  /// Adds what another counter of the same language has counted.
  package mutating func add(_ other: borrowing WordCounter) { counts.add(other.counts) }
}

/// Distinct words, each with its leading space if there is one, and their counts.
///
/// A word with a count of 0 was looked at and not counted, as some are of a line that is marked as a whole after all;
/// nothing is learned from it.
struct WordCounts: Sendable {
  private(set) var words = ByteStringTable()
  private(set) var counts: [Int] = []

  /// Inserts a word with a count of 0 if it is new; returns its index.
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
