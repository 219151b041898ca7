/// Settings of chrF; with a `wordOrder` of 2 it is chrF++.
public struct ChrFOptions: Sendable, Equatable {
  /// The longest n-grams of characters that count.
  public var characterOrder: Int
  /// The longest n-grams of words that count.
  public var wordOrder: Int
  /// How many times as important recall is as precision.
  public var beta: Int
  /// Whether upper and lower case are the same.
  public var lowercase: Bool
  /// Whether white space counts as characters.
  public var whitespace: Bool
  /// Whether orders without n-grams enter the mean with a tiny score, as in Moses and NLTK, or
  /// are left out of it.
  public var epsilonSmoothing: Bool

  /// The given settings.
  public init(
    characterOrder: Int = 6, wordOrder: Int = 0, beta: Int = 2, lowercase: Bool = false,
    whitespace: Bool = false, epsilonSmoothing: Bool = false
  ) {
    self.characterOrder = characterOrder
    self.wordOrder = wordOrder
    self.beta = beta
    self.lowercase = lowercase
    self.whitespace = whitespace
    self.epsilonSmoothing = epsilonSmoothing
  }

  /// The settings of chrF++: words and pairs of words count beside the characters.
  public static let plusPlus = ChrFOptions(wordOrder: 2)
}

/// chrF and chrF++: the F-score of n-grams of characters, and of words.
///
/// Popović, 2015, "chrF: character n-gram F-score for automatic MT evaluation", and 2017, "chrF++:
/// words helping character n-grams", computed as sacreBLEU does. Against several references, a
/// segment counts with the one that scores best.
public struct ChrF: Metric {
  /// The settings.
  public let options: ChrFOptions

  /// chrF with the given settings, of which the two orders must not both be 0.
  public init(_ options: ChrFOptions = .init()) {
    precondition(
      options.characterOrder >= 0 && options.wordOrder >= 0
        && options.characterOrder + options.wordOrder > 0, "chrF needs n-grams to count")
    self.options = options
  }

  /// `chrF` with β and a plus for each order of words, such as `chrF2++`.
  public var name: String {
    "chrF\(options.beta)" + String(repeating: "+", count: options.wordOrder)
  }

  /// Case, effective order, both orders and white space.
  public var signatureItems: [SignatureItem] {
    [
      SignatureItem("case", "c", options.lowercase ? "lc" : "mixed"),
      SignatureItem("eff", "e", !options.epsilonSmoothing),
      SignatureItem("nc", "nc", String(options.characterOrder)),
      SignatureItem("nw", "nw", String(options.wordOrder)),
      SignatureItem("space", "s", options.whitespace),
    ]
  }

  /// The n-grams of each segment and of its best reference.
  ///
  /// - Returns: One for each segment, in order.
  public func segmentStatistics(_ segments: Segments) -> [ChrFStatistics] {
    var counter = ChrFCounter(options: options)
    return segments.hypotheses.indices.map { index in
      counter.statistics(of: segments.hypotheses[index], against: segments.references[index])
    }
  }

  /// chrF of segments with the given sum of statistics.
  ///
  /// - Returns: The score of the text that the statistics are of.
  public func score(from statistics: ChrFStatistics) -> ChrFScore {
    ChrFScore(value: statistics.score(options))
  }
}

/// A chrF score.
public struct ChrFScore: MetricScore {
  /// The F-score, from 0 to 100.
  public let value: Double

  /// Nothing.
  public var detail: String? { nil }
}
