internal import Platform

/// How translations are searched for.
public struct SearchOptions: Sendable, Hashable {
  /// How log p is normalised by the length of a hypothesis.
  public enum LengthNormalization: String, Sendable, Hashable, CaseIterable {
    /// log p / n^α.
    case power
    /// log p / ((5 + n) / 6)^α: Wu et al., "Google's neural machine translation system", 2016.
    case wu
  }

  /// Hypotheses kept at each time step; 1 is greedy search.
  public var beam = 5
  /// α: how much log p is normalised by the number n of tokens, `</s>` included; 0 favours short translations.
  public var lengthPenalty: Float = 1
  /// The formula of length normalisation, with α as exponent.
  public var lengthNormalization = LengthNormalization.power
  /// β: the weight of the penalty for source tokens that got little attention; 0: no penalty.
  ///
  /// β · Σ log min(1, total attention to a source token) is added to a finished hypothesis' score, summed
  /// over all source tokens except `</s>` (Wu et al. 2016). Needs attention.
  public var coveragePenalty: Float = 0
  /// A translation has at most `lengthRatio` · source tokens + `lengthExtra` tokens.
  public var lengthRatio: Float = 2
  /// Tokens that even the shortest sentence may have, and that may always follow a prefix.
  public var lengthExtra = 10
  /// Whether endless repetition is prevented: a block of tokens four times in a row or more.
  public var guardsRepetition = true
  /// n: no n-gram of tokens occurs twice in a translation, except in a prefix; 0: any may.
  public var noRepeatNGram = 0
  /// How much each model of an ensemble counts in the mean of their probabilities; empty: all count the same.
  ///
  /// One number per model, none below 0; only how they relate to each other matters. Weights of another number of models
  /// are ignored.
  public var modelWeights: [Float] = []
  /// λ: the weight of a language model's log p, which is added to that of the models; 0: it is not asked.
  ///
  /// Shallow fusion (Gülçehre et al. 2015). It decides what is found and how that is ranked. Needs a ``Translator`` with a
  /// language model.
  public var fusion: Float = 0
  /// How many likely translations of each source token a translation may use, up to 50; 0: it may use all tokens.
  ///
  /// Frequent target tokens can always be used.
  public var shortlist = 0
  /// Draws translations at random instead of searching for the best; nil: searches for the best.
  public var sampling: SamplingOptions?
  /// Whether candidates get alignments, which need attention.
  public var keepsAttention = false
  /// Whether the sentences of a line are translated each by itself.
  public var sentenceSplitting = SentenceSplitting.auto
  /// Terms whose translations stand in the translation of a line as often as the terms stand in the line; nil: none.
  ///
  /// A sentence whose translation has them by itself is translated as without. Otherwise the search says them, and
  /// where it cannot, the terms are taken out of the sentence and their translations put into its translation.
  public var terms: Glossary?
  /// Sentences searched together; translations do not depend on it.
  public var batch = 64
  /// Translations returned per sentence: the best, best first, at most `beam`.
  ///
  /// With ``sampling``: samples in the order they were drawn.
  public var nBest = 1

  /// Creates options for a beam of 5 and one translation per sentence.
  public init() {}

  /// The largest number of hypotheses per sentence.
  var width: Int { sampling == nil ? beam : max(1, nBest) }

  /// Whether the weights of attention are kept, for whichever purpose.
  var needsAttention: Bool { keepsAttention || coveragePenalty != 0 }

  /// The largest number of tokens of a translation, `</s>` not counted.
  func maximumTokens(sourceTokens: Int, prefix: Int = 0) -> Int {
    max(1, Int(lengthRatio * Float(sourceTokens)) + lengthExtra, prefix + lengthExtra)
  }

  /// Whether there are no weights of models, or some that so many models can have.
  func hasModelWeights(for models: Int) -> Bool {
    let sum = modelWeights.reduce(0, +)
    return modelWeights.isEmpty
      || modelWeights.count == models && modelWeights.allSatisfy { $0 >= 0 } && sum > 0
        && sum.isFinite
  }

  /// The weights of so many models as shares, whose sum is 1; empty: all are the same.
  func modelShares(of models: Int) -> [Float] {
    guard hasModelWeights(for: models) else { return [] }
    let sum = modelWeights.reduce(0, +)
    return modelWeights.map { $0 / sum }
  }

  /// log p of a hypothesis with the language model's share.
  func fused(_ logProbability: Float, _ languageLogProbability: Float) -> Float {
    fusion == 0 ? logProbability : logProbability + fusion * languageLogProbability
  }

  /// log p of a hypothesis without the language model's share.
  func unfused(_ logProbability: Float, _ languageLogProbability: Float) -> Float {
    fusion == 0 ? logProbability : logProbability - fusion * languageLogProbability
  }

  /// log p of a hypothesis of `length` tokens, with the language model's share, normalised.
  func score(_ logProbability: Float, length: Int) -> Float {
    let length = Float(max(length, 1))
    return switch lengthNormalization {
    case .power: logProbability / power(length, lengthPenalty)
    case .wu: logProbability / power((5 + length) / 6, lengthPenalty)
    }
  }

  /// The coverage penalty of a finished hypothesis, at most 0, from its attention weights.
  func coverage(_ attention: [[Float]]) -> Float {
    guard coveragePenalty != 0, let first = attention.first else { return 0 }
    var sum: Float = 0
    for source in 0..<first.count - 1 {
      let seen = attention.reduce(0) { $0 + $1[source] }
      // A token without any attention must not make the score infinite.
      sum += logarithm(min(max(seen, .leastNormalMagnitude), 1))
    }
    return coveragePenalty * sum
  }
}
