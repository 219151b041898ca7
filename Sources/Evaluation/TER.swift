/// TER: the edits that turn a translation into its reference, a percentage of its words.
///
/// Insertions, deletions and substitutions of words and shifts of phrases cost 1 each. Snover et
/// al., 2006, "A Study of Translation Edit Rate with Targeted Human Annotation", computed as
/// sacreBLEU's version of Tercom does. Lower is better, and 100 is no limit.
public struct TER: Metric {
  /// The settings.
  public let options: TEROptions

  /// TER with the given settings.
  public init(_ options: TEROptions = .init()) {
    self.options = options
  }

  /// `TER`.
  public var name: String { "TER" }

  /// Case, tokenizer, normalisation, punctuation and East Asian support.
  public var signatureItems: [SignatureItem] {
    [
      SignatureItem("case", "c", options.caseSensitive ? "mixed" : "lc"),
      SignatureItem("tok", "t", "tercom"),
      SignatureItem("norm", "nr", options.normalized),
      SignatureItem("punct", "pn", !options.noPunctuation),
      SignatureItem("asian", "as", options.asianSupport),
    ]
  }

  /// The fewest edits of each segment to one of its references, and their mean length.
  ///
  /// - Returns: One for each segment, in order.
  public func segmentStatistics(_ segments: Segments) -> [TERStatistics] {
    let tokenizer = TERTokenizer(options: options)
    var words = WordTable()
    return segments.hypotheses.indices.map { index in
      let hypothesis = words.ids(
        of: tokenizer.words(in: [Unicode.Scalar](segments.hypotheses[index])))
      let references = segments.references[index].map { reference in
        // sacreBLEU tokenises references twice, which tells where the first time leaves "'s ".
        let once = tokenizer.words(in: [Unicode.Scalar](reference))
        return words.ids(of: tokenizer.words(in: once.spaced))
      }
      let edits = references.map { ShiftSearch.edits(from: hypothesis, to: $0) }
      let length = references.reduce(0) { $0 + $1.count }
      return TERStatistics(
        edits: Double(edits.min() ?? 0), referenceLength: Double(length) / Double(edits.count))
    }
  }

  /// TER of segments with the given sum of statistics.
  ///
  /// - Returns: The score of the text that the statistics are of.
  public func score(from statistics: TERStatistics) -> TERScore {
    TERScore(edits: statistics.edits, referenceLength: statistics.referenceLength)
  }
}

/// What TER counts in a segment or corpus.
public struct TERStatistics: SufficientStatistics {
  /// The fewest edits to a reference.
  public var edits: Double
  /// The mean number of words in the references.
  public var referenceLength: Double

  init(edits: Double, referenceLength: Double) {
    self.edits = edits
    self.referenceLength = referenceLength
  }

  /// Edits and length.
  public var components: [Double] { [edits, referenceLength] }

  /// Statistics from edits and length.
  public init(components: [Double]) {
    edits = components.first ?? 0
    referenceLength = components.dropFirst().first ?? 0
  }
}

/// A TER score with its parts.
public struct TERScore: MetricScore {
  /// The number of edits.
  public let edits: Double
  /// The number of words in the references, the mean of several.
  public let referenceLength: Double

  /// Edits per hundred words; 100 if there are edits but no words.
  public var value: Double {
    if referenceLength > 0 { return 100 * (edits / referenceLength) }
    return edits > 0 ? 100 : 0
  }

  /// Nothing.
  public var detail: String? { nil }
}
