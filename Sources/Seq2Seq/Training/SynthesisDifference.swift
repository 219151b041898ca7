/// How synthetic pairs that exist were made otherwise than those that are wanted.
public enum SynthesisDifference: Sendable, Hashable, CustomStringConvertible {
  /// From other sentences.
  case sentences
  /// By other models.
  case models
  /// By another search, or by another choice of what it finds.
  case search

  /// The difference, as a phrase to follow "was made".
  public var description: String {
    switch self {
    case .sentences: "from other sentences"
    case .models: "by other models"
    case .search: "by another search"
    }
  }
}
