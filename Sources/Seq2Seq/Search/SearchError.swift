/// Why translations cannot be looked for as asked.
public enum SearchError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What was asked for comes from attention, but no model has it.
  case noAttention(for: AttentionUse)
  /// A shortlist cannot be used, for this reason.
  case noShortlist(ShortlistObstacle)

  /// What takes attention.
  public enum AttentionUse: String, Sendable, Hashable, CaseIterable {
    /// ``SearchOptions/coveragePenalty``.
    case coveragePenalty = "a coverage penalty"
    /// The source words that each word of the translation comes from.
    case alignment = "an alignment"
  }

  /// What stands in the way of a shortlist.
  public enum ShortlistObstacle: String, Sendable, Hashable, CaseIterable {
    /// An ensemble has one of each model.
    case severalModels = "several models are searched with"
    /// The search looks at words that a shortlist leaves out.
    case everyTokenNeeded = "sampling and blocked n-grams need the probability of every token"
    /// The model was made before there were any.
    case missing = "the model has none; training it anew gives it one"
  }

  /// What is wrong, in one line.
  public var description: String {
    switch self {
    case .noAttention(let use):
      "\(use.rawValue) needs a model with attention, but this one has none"
    case .noShortlist(let obstacle): "there can be no shortlist: \(obstacle.rawValue)"
    }
  }
}
