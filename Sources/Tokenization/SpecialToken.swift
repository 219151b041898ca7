/// The tokens that stand for no text.
///
/// Their ids are the first of every vocabulary. Padding has none: what is masked needs no id.
public enum SpecialToken: Int32, CaseIterable, Sendable {
  /// A word outside a vocabulary of whole words. Byte-pair encoding never yields it.
  case unknown = 0
  /// Stands before the first word of a sentence.
  case start = 1
  /// Stands after the last word of a sentence.
  case end = 2

  /// The token's number in every vocabulary.
  public var id: Int32 { rawValue }

  /// How the token is written where people read it, as `</s>`.
  public var spelling: String {
    switch self {
    case .unknown: "<unk>"
    case .start: "<s>"
    case .end: "</s>"
    }
  }
}
