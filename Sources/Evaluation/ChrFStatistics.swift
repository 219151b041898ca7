/// What chrF counts in a segment or corpus: n-grams of characters by order, then those of words.
public struct ChrFStatistics: SufficientStatistics {
  /// The counts of one order.
  struct Order: Equatable {
    /// N-grams of the hypothesis, 0 if the reference has none to compare them with.
    var hypothesis: Double
    /// N-grams of the reference.
    var reference: Double
    /// N-grams that both have.
    var matches: Double
  }

  var orders: [Order]

  init(orders: [Order]) {
    self.orders = orders
  }

  /// N-grams of hypothesis, of reference and of both, order by order.
  public var components: [Double] {
    orders.flatMap { [$0.hypothesis, $0.reference, $0.matches] }
  }

  /// Statistics from three components an order.
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

  /// The F-score of mean precision and mean recall, over orders that both sides have.
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

  /// The mean of the F-scores of all orders, 1e-16 in place of what is undefined.
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

/// Turns segments into statistics, with the tables that serve all segments of a corpus.
struct ChrFCounter {
  let options: ChrFOptions
  private var words = WordTable()
  private var ngrams = NGramTrie()

  init(options: ChrFOptions) {
    self.options = options
  }

  /// The statistics against the reference that scores best, the first of several equals.
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
    /// The scalars' values.
    let characters: [UInt32]
    /// The words' numbers.
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
  /// Each word without the punctuation mark at its end or, if there is none, at its beginning, and
  /// the mark: at most one of ASCII's is split off.
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
