/// The options of BLEU, by default those of WMT.
public struct BLEUOptions: Sendable, Equatable {
  /// The tokenizer that divides text into tokens.
  public var tokenizer: ReferenceTokenizer
  /// The smoothing of precisions without matches.
  public var smoothing: BLEUSmoothing
  /// Whether text is lowercased first.
  public var lowercase: Bool
  /// The length of the longest n-grams, at least 1.
  public var maxOrder: Int
  /// Whether the mean leaves out orders for which a text is too short; for single sentences.
  public var effectiveOrder: Bool

  /// Makes options; all have defaults.
  public init(
    tokenizer: ReferenceTokenizer = .mteval13a, smoothing: BLEUSmoothing = .exponential,
    lowercase: Bool = false, maxOrder: Int = 4, effectiveOrder: Bool = false
  ) {
    self.tokenizer = tokenizer
    self.smoothing = smoothing
    self.lowercase = lowercase
    self.maxOrder = maxOrder
    self.effectiveOrder = effectiveOrder
  }
}

/// BLEU: the geometric mean of n-gram precisions, times a brevity penalty.
///
/// Papineni et al., 2002, "BLEU: a Method for Automatic Evaluation of Machine Translation". Scores are equal to
/// sacreBLEU's (Post, 2018).
public struct BLEU: Metric {
  /// The options.
  public let options: BLEUOptions

  /// Makes a metric with the given options; `options.maxOrder` must be at least 1.
  public init(_ options: BLEUOptions = .init()) {
    precondition(options.maxOrder >= 1, "BLEU needs a maxOrder of at least 1")
    self.options = options
  }

  /// `BLEU`.
  public var name: String { "BLEU" }

  /// Case, effective order, tokenizer and smoothing.
  public var signatureItems: [SignatureItem] {
    [
      SignatureItem("case", "c", options.lowercase ? "lc" : "mixed"),
      SignatureItem("eff", "e", options.effectiveOrder),
      SignatureItem("tok", "tok", options.tokenizer.rawValue),
      SignatureItem("smooth", "s", options.smoothing.signature),
    ]
  }

  /// Counts the n-gram matches and lengths of each segment.
  ///
  /// - Returns: The statistics of each segment, in order.
  public func segmentStatistics(_ segments: Segments) -> [BLEUStatistics] {
    var counter = BLEUCounter(options: options)
    return segments.hypotheses.indices.map { index in
      counter.statistics(of: segments.hypotheses[index], against: segments.references[index])
    }
  }

  /// Computes BLEU from a sum of statistics.
  ///
  /// - Returns: The score of the summed segments; 0 if no n-gram matches.
  public func score(from statistics: BLEUStatistics) -> BLEUScore {
    BLEUScore(statistics, options: options)
  }
}

/// The counts of a segment or corpus from which BLEU is computed.
public struct BLEUStatistics: SufficientStatistics {
  /// The number of tokens in the hypothesis.
  public var hypothesisLength: Double
  /// The number of tokens in the reference whose length is closest to the hypothesis.
  public var referenceLength: Double
  /// For each order from 1, the number of the hypothesis' n-grams that occur in a reference.
  public var matches: [Double]
  /// For each order from 1, the number of n-grams in the hypothesis.
  public var totals: [Double]

  init(hypothesisLength: Int, referenceLength: Int, matches: [Int]) {
    self.hypothesisLength = Double(hypothesisLength)
    self.referenceLength = Double(referenceLength)
    self.matches = matches.map(Double.init)
    totals = matches.indices.map { Double(max(0, hypothesisLength - $0)) }
  }

  /// Both lengths, the matches by order, the totals by order.
  public var components: [Double] {
    [hypothesisLength, referenceLength] + matches + totals
  }

  /// Makes statistics from both lengths, the matches by order and the totals by order.
  public init(components: [Double]) {
    let orders = max(0, (components.count - 2) / 2)
    hypothesisLength = components.first ?? 0
    referenceLength = components.dropFirst().first ?? 0
    matches = Array(components.dropFirst(2).prefix(orders))
    totals = Array(components.dropFirst(2 + orders))
  }
}

/// Turns segments into statistics, with tables that are reused for all segments of a corpus.
private struct BLEUCounter {
  let options: BLEUOptions
  private var words = WordTable()
  private var references = NGramTrie()

  init(options: BLEUOptions) {
    self.options = options
  }

  mutating func statistics(of hypothesis: String, against texts: [String]) -> BLEUStatistics {
    references.removeAll()
    var referenceLengths: [Int] = []
    for text in texts {
      let tokens = tokenize(text)
      referenceLengths.append(tokens.count)
      references.insert(tokens, order: options.maxOrder)
    }
    let tokens = tokenize(hypothesis)
    var matches = [Int](repeating: 0, count: options.maxOrder)
    references.countMatches(tokens, order: options.maxOrder, into: &matches)
    return BLEUStatistics(
      hypothesisLength: tokens.count,
      referenceLength: Self.closest(to: tokens.count, of: referenceLengths),
      matches: matches)
  }

  /// The reference length closest to the hypothesis' length; of two equally close ones, the shorter.
  private static func closest(to length: Int, of referenceLengths: [Int]) -> Int {
    referenceLengths.min { (abs($0 - length), $0) < (abs($1 - length), $1) } ?? 0
  }

  private mutating func tokenize(_ text: String) -> [UInt32] {
    var scalars = [Unicode.Scalar](text)
    if options.lowercase { scalars = scalars.lowercased() }
    scalars.trimEnd()
    return words.ids(of: options.tokenizer.words(in: scalars))
  }
}
