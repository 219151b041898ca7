/// Why translations cannot be searched for with these options.
public enum SearchError: Error, Sendable, Hashable, CustomStringConvertible {
  /// An option needs attention, but no model has it.
  case noAttention(for: AttentionUse)
  /// A shortlist cannot be used, for this reason.
  case noShortlist(ShortlistObstacle)
  /// There are weights for another number of models, or none of them is above 0.
  case unfitModelWeights(count: Int, models: Int)
  /// A language model is to have a say, but there is none.
  case noLanguageModel

  /// What needs attention.
  public enum AttentionUse: String, Sendable, Hashable, CaseIterable {
    /// ``SearchOptions/coveragePenalty``.
    case coveragePenalty = "a coverage penalty"
    /// The source words that each word of the translation comes from.
    case alignment = "an alignment"
  }

  /// Why a shortlist cannot be used.
  public enum ShortlistObstacle: String, Sendable, Hashable, CaseIterable {
    /// There are several models, each with its own shortlist.
    case severalModels = "several models have none in common"
    /// The search needs tokens that a shortlist leaves out.
    case everyTokenNeeded = "sampling and blocked n-grams need the probability of every token"
    /// A language model knows nothing of a shortlist.
    case languageModel = "a language model is asked for the probability of every token"
    /// The model is of a version that did not learn one.
    case missing = "the model has none; train it again to get one"
  }

  /// What is wrong, in one line.
  public var description: String {
    switch self {
    case .noAttention(let use):
      "\(use.rawValue) needs a model with attention, but this one has none"
    case .unfitModelWeights(let count, let models):
      count == models
        ? "one of the models must have a weight above 0, and none one below"
        : "there are \(count) weights for \(models) models"
    case .noLanguageModel: "there is no language model that could have a say"
    case .noShortlist(let obstacle): "a shortlist cannot be used: \(obstacle.rawValue)"
    }
  }
}
