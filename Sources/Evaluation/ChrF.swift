/// The options of chrF; with a `wordOrder` of 2 it is chrF++.
public struct ChrFOptions: Sendable, Equatable {
  /// The length of the longest character n-grams.
  public var characterOrder: Int
  /// The length of the longest word n-grams.
  public var wordOrder: Int
  /// The weight β of recall relative to precision.
  public var beta: Int
  /// Whether text is lowercased first.
  public var lowercase: Bool
  /// Whether white space counts as characters.
  public var whitespace: Bool
  /// Whether orders without n-grams enter the mean with a tiny score, as in Moses and NLTK, instead of being left out.
  public var epsilonSmoothing: Bool

  /// Makes options; all have defaults.
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

  /// The options of chrF++, which adds single words and word pairs to the character n-grams.
  public static let plusPlus = ChrFOptions(wordOrder: 2)
}

/// chrF and chrF++: the F-score of character n-grams and, in chrF++, word n-grams.
///
/// Popović, 2015, "chrF: character n-gram F-score for automatic MT evaluation", and 2017, "chrF++:
/// words helping character n-grams", computed as sacreBLEU does. Of several references, the one that scores best
/// counts.
public struct ChrF: Metric {
  /// The options.
  public let options: ChrFOptions

  /// Makes a metric with the given options; at least one of the two orders must be above 0.
  public init(_ options: ChrFOptions = .init()) {
    precondition(
      options.characterOrder >= 0 && options.wordOrder >= 0
        && options.characterOrder + options.wordOrder > 0, "chrF needs n-grams to count")
    self.options = options
  }

  /// `chrF` with β and one plus for each word order, such as `chrF2++`.
  public var name: String {
    "chrF\(options.beta)" + String(repeating: "+", count: options.wordOrder)
  }

  /// Case, effective order, character order, word order and white space.
  public var signatureItems: [SignatureItem] {
    [
      SignatureItem("case", "c", options.lowercase ? "lc" : "mixed"),
      SignatureItem("eff", "e", !options.epsilonSmoothing),
      SignatureItem("nc", "nc", String(options.characterOrder)),
      SignatureItem("nw", "nw", String(options.wordOrder)),
      SignatureItem("space", "s", options.whitespace),
    ]
  }

  /// Counts the n-grams of each segment and of its best reference.
  ///
  /// - Returns: The statistics of each segment, in order.
  public func segmentStatistics(_ segments: Segments) -> [ChrFStatistics] {
    var counter = ChrFCounter(options: options)
    return segments.hypotheses.indices.map { index in
      counter.statistics(of: segments.hypotheses[index], against: segments.references[index])
    }
  }

  /// Computes chrF from a sum of statistics.
  ///
  /// - Returns: The score of the summed segments.
  public func score(from statistics: ChrFStatistics) -> ChrFScore {
    ChrFScore(value: statistics.score(options))
  }
}

/// A chrF score.
public struct ChrFScore: MetricScore {
  /// The F-score, from 0 to 100.
  public let value: Double

  /// Nil: chrF has no details to print.
  public var detail: String? { nil }
}
