/// The tokens that stand for no text.
///
/// They have the first ids of every vocabulary. There is none for padding, which is masked and needs no id.
public enum SpecialToken: Int32, CaseIterable, Sendable {
  /// A word that is not in a vocabulary of whole words; byte-pair encoding never gives it.
  case unknown = 0
  /// The token before the first token of a sentence.
  case start = 1
  /// The token after the last token of a sentence.
  case end = 2

  /// The token's id in every vocabulary.
  public var id: Int32 { rawValue }

  /// The token as text for people, such as `</s>`.
  public var spelling: String {
    switch self {
    case .unknown: "<unk>"
    case .start: "<s>"
    case .end: "</s>"
    }
  }
}
