/// Why a tokenizer could not be made.
public enum TokenizerError: Error, Equatable, Sendable {
  /// ICU has no word rules to be had for this locale identifier; `reason` is ICU's name for why.
  case unusableLocale(String, reason: String)
  /// An option's value makes no sense; the text says which and what would.
  case invalidOption(String)
  /// There was nothing to learn from: no line held a word.
  case noText
  /// A serialized tokenizer is not one, or is damaged; the text says where.
  case corrupted(String)
  /// Learning was ended before its time, as was asked for.
  case cancelled
}

extension TokenizerError: CustomStringConvertible {
  /// What is wrong and what to do, for people.
  public var description: String {
    switch self {
    case .unusableLocale(let locale, let reason):
      "no word rules for the locale \"\(locale)\" (\(reason)); give a language code such as \"de\""
    case .invalidOption(let explanation): explanation
    case .cancelled: "the vocabulary is not learned: it was cancelled"
    case .noText: "the text to learn the vocabulary from holds no words"
    case .corrupted(let place):
      "the tokenizer is damaged: \(place); get the model again or train it anew"
    }
  }
}
