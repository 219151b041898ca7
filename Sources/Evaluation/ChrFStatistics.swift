/// The counts of a segment or corpus from which chrF is computed.
///
/// They are those of character n-grams by order, then those of word n-grams by order.
public struct ChrFStatistics: SufficientStatistics {
  /// The counts of one order.
  struct Order: Equatable {
    /// The number of n-grams in the hypothesis; 0 if the reference has none of this order.
    var hypothesis: Double
    /// The number of n-grams in the reference.
    var reference: Double
    /// The number of n-grams in both.
    var matches: Double
  }

  var orders: [Order]

  init(orders: [Order]) {
    self.orders = orders
  }

  /// For each order, the number of n-grams in the hypothesis, in the reference and in both.
  public var components: [Double] {
    orders.flatMap { [$0.hypothesis, $0.reference, $0.matches] }
  }

  /// Makes statistics from three components per order.
  public init(components: [Double]) {
    orders = stride(from: 0, to: components.count - 2, by: 3).map {
      Order(
        hypothesis: components[$0], reference: components[$0 + 1], matches: components[$0 + 2])
    }
  }

  /// The F-score, from 0 to 100.
  func score(_ options: ChrFOptions) -> Double {
    options.epsilonSmoothing
      ? meanOfScores(beta: options.beta) : scoreOfMeans(beta: options.beta)
  }

  /// The F-score of mean precision and mean recall, over the orders of which both sides have n-grams.
  private func scoreOfMeans(beta: Int) -> Double {
    let effective = orders.filter { $0.hypothesis > 0 && $0.reference > 0 }
    guard !effective.isEmpty else { return 0 }
    let precisions = effective.map { $0.matches / $0.hypothesis }
    let recalls = effective.map { $0.matches / $0.reference }
    let precision = precisions.reduce(0, +) / Double(effective.count)
    let recall = recalls.reduce(0, +) / Double(effective.count)
    guard precision + recall != 0 else { return 0 }
    let factor = Double(beta * beta)
    return 100 * ((1 + factor) * precision * recall / (factor * precision + recall))
  }

  /// The mean of the F-scores of all orders, with 1e-16 instead of undefined values.
  private func meanOfScores(beta: Int) -> Double {
    let epsilon = 1e-16
    let factor = Double(beta * beta)
    let scores = orders.map { order in
      let precision = order.hypothesis > 0 ? order.matches / order.hypothesis : epsilon
      let recall = order.reference > 0 ? order.matches / order.reference : epsilon
      let denominator = factor * precision + recall
      return denominator > 0 ? (1 + factor) * precision * recall / denominator : epsilon
    }
    return 100 * scores.reduce(0, +) / Double(orders.count)
  }
}

/// Turns segments into statistics, with tables that are reused for all segments of a corpus.
struct ChrFCounter {
  let options: ChrFOptions
  private var words = WordTable()
  private var ngrams = NGramTrie()

  init(options: ChrFOptions) {
    self.options = options
  }

  /// The statistics against the reference that scores best; among equals, the first one.
  mutating func statistics(of hypothesis: String, against references: [String]) -> ChrFStatistics {
    let hypothesis = tokenize(hypothesis)
    var best: (score: Double, statistics: ChrFStatistics)?
    for reference in references {
      let statistics = statistics(of: hypothesis, against: tokenize(reference))
      let score = statistics.score(options)
      if best.map({ score > $0.score }) ?? true { best = (score, statistics) }
    }
    return best?.statistics ?? ChrFStatistics(orders: [])
  }

  private struct Tokens {
    /// The values of the scalars.
    let characters: [UInt32]
    /// The ids of the words in the word table.
    let words: [UInt32]
  }

  private mutating func statistics(of hypothesis: Tokens, against reference: Tokens)
    -> ChrFStatistics
  {
    ChrFStatistics(
      orders: orders(
        of: hypothesis.characters, against: reference.characters, upTo: options.characterOrder)
        + orders(of: hypothesis.words, against: reference.words, upTo: options.wordOrder))
  }

  private mutating func orders(
    of hypothesis: [UInt32], against reference: [UInt32], upTo highest: Int
  ) -> [ChrFStatistics.Order] {
    var matches = [Int](repeating: 0, count: highest)
    ngrams.removeAll()
    ngrams.insert(reference, order: highest)
    ngrams.countMatches(hypothesis, order: highest, into: &matches)
    return matches.enumerated().map { index, matches in
      let inReference = max(0, reference.count - index)
      let inHypothesis = inReference > 0 ? max(0, hypothesis.count - index) : 0
      return ChrFStatistics.Order(
        hypothesis: Double(inHypothesis), reference: Double(inReference), matches: Double(matches))
    }
  }

  private mutating func tokenize(_ text: String) -> Tokens {
    var scalars = [Unicode.Scalar](text)
    if options.lowercase { scalars = scalars.lowercased() }
    let characters = options.whitespace ? scalars : scalars.removingWhiteSpace()
    let parts = Words(splitting: options.wordOrder > 0 ? scalars : [])
      .splittingPunctuation()
    return Tokens(characters: characters.map(\.value), words: words.ids(of: parts))
  }
}

extension Words {
  /// Splits one ASCII punctuation mark off each word: at its end or, if there is none, at its beginning.
  fileprivate func splittingPunctuation() -> Words {
    Words(
      text,
      ranges: ranges.flatMap { word in
        let (start, end) = (word.lowerBound, word.upperBound)
        if word.count == 1 { return [word] }
        if ASCIISet.punctuation.contains(text[end - 1]) { return [start..<end - 1, end - 1..<end] }
        if ASCIISet.punctuation.contains(text[start]) {
          return [start..<start + 1, start + 1..<end]
        }
        return [word]
      })
  }
}
