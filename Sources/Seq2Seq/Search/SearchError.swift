/// Why translations cannot be looked for as asked.
public enum SearchError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What was asked for, such as "an alignment", comes from attention, but no model has it.
  case noAttention(String)
  /// A shortlist cannot be used, for this reason.
  case noShortlist(String)

  /// What is wrong, in one line.
  public var description: String {
    switch self {
    case .noAttention(let wish):
      """
      \(wish) needs a model with attention, but this one has none; \
      train one with --attention additive
      """
    case .noShortlist(let reason): "there can be no shortlist: \(reason)"
    }
  }
}
