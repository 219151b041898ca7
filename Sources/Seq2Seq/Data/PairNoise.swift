/// What makes a pair worth little to learn from, or harmful.
public enum PairNoise: String, Hashable, Codable, Sendable, CaseIterable {
  /// The same pair occurs again and again.
  case repeated
  /// One side is mostly tags and entities.
  case markup
  /// Both sides are the same text, so that a model learns to leave text as it is.
  case copied
  /// One side is in another script than this side of the other pairs.
  case otherScript = "other_script"
  /// One side is many times as long as the other, compared with the other pairs.
  case unequalLengths = "unequal_lengths"

  /// What reports call pairs that are left out for it.
  var fault: PairFault {
    switch self {
    case .repeated: .repeated
    case .markup: .markup
    case .copied: .copied
    case .otherScript: .otherScript
    case .unequalLengths: .unequalLengths
    }
  }
}

/// The rules by which pairs are noise, and which of them are left out of a training.
///
/// A rule that would leave out more than half of the pairs leaves out none: then the corpus is of this kind.
public struct NoiseRules: Hashable, Sendable, CustomStringConvertible {
  /// What is left out; what is not is still counted.
  public var leftOut = Set(PairNoise.allCases)
  /// How many times the same pair is used.
  ///
  /// Spaces make no difference.
  public var mostRepetitions = 5
  /// The fewest words of a pair with the same text on both sides, whatever its case and punctuation, or of text in
  /// Latin letters among another script: names and loanwords have fewer.
  public var fewestWords = 3
  /// The smallest share of pairs in which a script belongs to a side, besides its most frequent one.
  public var smallestScriptShare = 0.1
  /// The fewest pairs in which a script belongs to a side, besides its most frequent one.
  public var fewestPairsOfScript = 5
  /// The largest ratio of the lengths of both sides, compared with the median ratio of all pairs, if the longer one has
  /// at least ``shortestLongSide`` characters.
  public var largestRatio = 4.0
  /// The largest such ratio of shorter text.
  public var largestRatioOfShortText = 9.0
  /// From how many characters on a text is not short.
  public var shortestLongSide = 30

  /// Creates the usual rules.
  public init() {}

  /// Rules that leave out nothing.
  public static var keepingAll: NoiseRules {
    var rules = NoiseRules()
    rules.leftOut = []
    return rules
  }

  /// What is left out, and the numbers that decide about it; "nothing" if nothing is.
  ///
  /// Checkpoints contain it, so it must not change for the same rules.
  public var description: String {
    let parts = PairNoise.allCases.filter(leftOut.contains).map { noise in
      switch noise {
      case .repeated: "more than \(mostRepetitions) repetitions"
      case .markup: "markup"
      case .copied: "copies of \(fewestWords) words"
      case .otherScript:
        "scripts of less than \(smallestScriptShare) or \(fewestPairsOfScript) pairs and \(fewestWords) words"
      case .unequalLengths:
        "lengths beyond 1 to \(largestRatio), or \(largestRatioOfShortText) below \(shortestLongSide) characters"
      }
    }
    return parts.isEmpty ? "nothing" : parts.joined(separator: ", ")
  }
}
