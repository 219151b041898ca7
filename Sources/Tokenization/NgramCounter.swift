import Platform

/// Counts the tokens of lines, and the runs of two, three and more tokens in a row: n-grams, such as "of the".
///
///     var counter = try NgramCounter(locale: "en", longest: 3)
///     for line in lines { counter.add(line) }
///     let bigrams = counter.frequencies(of: 2, most: 10)
///
/// Tokens are words and punctuation marks by the rules of a language, wherever they stand. No run crosses the end of a line.
package struct NgramCounter: ~Copyable, Sendable {
  private var segmenter: LineSegmenter
  private var tokens = WordCounts()
  /// The runs of two tokens, of three, and so on.
  private var runs: [RunCounts]
  private var line: [Int32] = []
  /// For each length the number of the run that ends at the token before; nil: it would begin before the line.
  private var endings: [Int?]

  /// Makes a counter of n-grams of `longest` tokens, at least 1, and of all shorter ones.
  ///
  /// A `locale` of "" is ICU's root locale. A language that ICU does not know gets the rules of root.
  ///
  /// - Throws: ``TokenizerError/unusableLocale(_:reason:)`` if ICU cannot use the locale.
  package init(locale: String, longest: Int) throws(TokenizerError) {
    precondition(longest >= 1, "an n-gram has at least one token")
    segmenter = try LineSegmenter(locale: locale)
    runs = Array(repeating: RunCounts(), count: longest - 1)
    endings = Array(repeating: nil, count: longest)
  }

  /// Counts the n-grams of one line.
  package mutating func add(_ line: String) {
    self.line.removeAll(keepingCapacity: true)
    segmenter.append(line, to: &self.line) { word, numbers in
      // A token is the same after a space as after a bracket.
      let begins = word.count > 1 && word[0] == Normalizer.space ? 1 : 0
      numbers.append(Int32(tokens.insert(word.extracting(begins..<word.count))))
    }
    for length in endings.indices { endings[length] = nil }
    for token in self.line { add(Int(token)) }
  }

  private mutating func add(_ token: Int) {
    // From the longest, so that each reads what ended before this token.
    for index in runs.indices.reversed() {
      endings[index + 1] = endings[index].map { runs[index].add($0, followedBy: token) }
    }
    tokens.increase(token, by: 1)
    endings[0] = token
  }

  /// The n-grams of `length` tokens: how often they occur, and the `most` frequent of them.
  package func frequencies(of length: Int, most: Int) -> NgramFrequencies {
    let counts = length == 1 ? tokens.counts : runs[length - 2].counts
    // Of two that are as frequent, the one that was seen first.
    let order = counts.indices.sorted { (counts[$1], $0) < (counts[$0], $1) }
    return NgramFrequencies(
      length: length, counts: order.map { counts[$0] },
      mostFrequent: order.prefix(most).map { .init(texts(of: $0, length), counts[$0]) })
  }

  private func texts(of run: Int, _ length: Int) -> [String] {
    if length == 1 { return [String(decoding: tokens.words[run], as: UTF8.self)] }
    let (beginning, last) = runs[length - 2][run]
    return texts(of: beginning, length - 1) + texts(of: last, 1)
  }
}

/// Distinct runs of one length and their counts: a run is the number of the run without its last token, and that token.
private struct RunCounts: Sendable {
  private var numbers: [UInt64: Int] = [:]
  private var keys: [UInt64] = []
  private(set) var counts: [Int] = []

  /// Counts a run once more; returns its number.
  mutating func add(_ beginning: Int, followedBy token: Int) -> Int {
    let key = UInt64(beginning) << 32 | UInt64(token)
    if let number = numbers[key] {
      counts[number] += 1
      return number
    }
    numbers[key] = keys.count
    keys.append(key)
    counts.append(1)
    return keys.count - 1
  }

  subscript(number: Int) -> (beginning: Int, last: Int) {
    (Int(keys[number] >> 32), Int(keys[number] & 0xFFFF_FFFF))
  }
}
