internal import Platform

/// How translations are looked for.
public struct SearchOptions: Sendable, Hashable {
  /// How log p is weighed against the length of a hypothesis.
  public enum LengthNormalization: String, Sendable, Hashable, CaseIterable {
    /// log p / n^α.
    case power
    /// log p / ((5 + n) / 6)^α: Wu et al., "Google's neural machine translation system", 2016.
    case wu
  }

  /// Hypotheses kept at each step; 1 is greedy search.
  public var beam = 5
  /// α: what a hypothesis of n tokens, `</s>` included, scores depends on n^α; 0 favours short ones.
  public var lengthPenalty: Float = 1
  /// What α is the exponent of.
  public var lengthNormalization = LengthNormalization.power
  /// β: how much it counts that tokens of the source were little looked at; 0: nothing.
  ///
  /// A finished hypothesis' score gets β · Σ log min(1, attention that a source token got), the sum
  /// over all tokens of the source but `</s>` (Wu et al. 2016). Needs attention.
  public var coveragePenalty: Float = 0
  /// A translation ends after at most `lengthRatio` · source tokens + `lengthExtra` tokens.
  public var lengthRatio: Float = 2
  /// Tokens that even the shortest sentence may have, and that may follow a prefix.
  public var lengthExtra = 10
  /// Whether endless repetition is cut off: a block of tokens said four times in a row or more.
  public var guardsRepetition = true
  /// No n tokens in a row are said twice in a translation, a prefix apart; 0: they may be.
  public var noRepeatNGram = 0
  /// Each source word's translations, the likeliest of those learned with the model, that a sentence may
  /// use beside frequent words, up to 50; 0: a sentence may use all words.
  public var shortlist = 0
  /// Draws translations at random instead of looking for the best; nil: looks for the best.
  public var sampling: SamplingOptions?
  /// Whether candidates have alignments, which come from attention.
  public var keepsAttention = false
  /// Sentences searched together; translations do not depend on it.
  public var batch = 64
  /// Translations returned of each sentence: the best ones, best first, at most `beam`; or as many
  /// samples, in the order they were drawn.
  public var nBest = 1

  /// A beam of 5 and one translation.
  public init() {}

  /// The most hypotheses of a sentence at a time.
  var width: Int { sampling == nil ? beam : max(1, nBest) }

  /// Whether the weights of attention are kept, for whichever purpose.
  var needsAttention: Bool { keepsAttention || coveragePenalty != 0 }

  /// The most tokens of a translation, `</s>` not counted.
  func maximumTokens(sourceTokens: Int, prefix: Int = 0) -> Int {
    max(1, Int(lengthRatio * Float(sourceTokens)) + lengthExtra, prefix + lengthExtra)
  }

  /// log p of a hypothesis of `length` tokens, normalised.
  func score(_ logProbability: Float, length: Int) -> Float {
    let length = Float(max(length, 1))
    return switch lengthNormalization {
    case .power: logProbability / power(length, lengthPenalty)
    case .wu: logProbability / power((5 + length) / 6, lengthPenalty)
    }
  }

  /// The coverage penalty of a finished hypothesis, at most 0: by token the weights of all of the source.
  func coverage(_ attention: [[Float]]) -> Float {
    guard coveragePenalty != 0, let first = attention.first else { return 0 }
    var sum: Float = 0
    for source in 0..<first.count - 1 {
      let seen = attention.reduce(0) { $0 + $1[source] }
      // A token that was not looked at at all must not make the score infinite.
      sum += logarithm(min(max(seen, .leastNormalMagnitude), 1))
    }
    return coveragePenalty * sum
  }
}
