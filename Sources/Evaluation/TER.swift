/// TER: the number of edits from a translation to its reference, as a percentage of the reference's words.
///
/// Insertions, deletions and substitutions of words and shifts of phrases cost 1 each. Lower is better, and TER can be
/// above 100. Snover et al., 2006, "A Study of Translation Edit Rate with Targeted Human Annotation", computed like
/// sacreBLEU's version of Tercom.
public struct TER: Metric {
  /// The options.
  public let options: TEROptions

  /// Makes a metric with the given options.
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

  /// Counts, for each segment, the fewest edits to one of its references and the mean length of its references.
  ///
  /// - Returns: The statistics of each segment, in order.
  public func segmentStatistics(_ segments: Segments) -> [TERStatistics] {
    let tokenizer = TERTokenizer(options: options)
    var words = WordTable()
    return segments.hypotheses.indices.map { index in
      let hypothesis = words.ids(
        of: tokenizer.words(in: [Unicode.Scalar](segments.hypotheses[index])))
      let references = segments.references[index].map { reference in
        // sacreBLEU tokenises references twice, which matters where the first pass leaves "'s ".
        let once = tokenizer.words(in: [Unicode.Scalar](reference))
        return words.ids(of: tokenizer.words(in: once.spaced))
      }
      let edits = references.map { ShiftSearch.edits(from: hypothesis, to: $0) }
      let length = references.reduce(0) { $0 + $1.count }
      return TERStatistics(
        edits: Double(edits.min() ?? 0), referenceLength: Double(length) / Double(edits.count))
    }
  }

  /// Computes TER from a sum of statistics.
  ///
  /// - Returns: The score of the summed segments.
  public func score(from statistics: TERStatistics) -> TERScore {
    TERScore(edits: statistics.edits, referenceLength: statistics.referenceLength)
  }
}

/// The counts of a segment or corpus from which TER is computed.
public struct TERStatistics: SufficientStatistics {
  /// The fewest edits to a reference.
  public var edits: Double
  /// The mean number of words in the references.
  public var referenceLength: Double

  init(edits: Double, referenceLength: Double) {
    self.edits = edits
    self.referenceLength = referenceLength
  }

  /// The edits and the reference length.
  public var components: [Double] { [edits, referenceLength] }

  /// Makes statistics from the edits and the reference length.
  public init(components: [Double]) {
    edits = components.first ?? 0
    referenceLength = components.dropFirst().first ?? 0
  }
}

/// A TER score and the numbers that it is computed from.
public struct TERScore: MetricScore {
  /// The number of edits.
  public let edits: Double
  /// The number of words in the references; for segments with several references, the mean.
  public let referenceLength: Double

  /// The edits per hundred words of the references; 100 if there are edits but no words.
  public var value: Double {
    if referenceLength > 0 { return 100 * (edits / referenceLength) }
    return edits > 0 ? 100 : 0
  }

  /// Nil: TER has no details to print.
  public var detail: String? { nil }
}
