/// Why a tokenizer could not be made.
public enum TokenizerError: Error, Equatable, Sendable {
  /// ICU cannot open word rules for this locale identifier; `reason` is ICU's name of the error.
  case unusableLocale(String, reason: String)
  /// An option's value is out of range; the text names the option and its range.
  case invalidOption(String)
  /// There is nothing to learn from: no line contains a word.
  case noText
  /// The text is not a serialized tokenizer, or it is damaged; the associated text says where.
  case corrupted(String)
  /// The caller cancelled the learning.
  case cancelled
}

extension TokenizerError: CustomStringConvertible {
  /// The error and what to do about it, for people.
  public var description: String {
    switch self {
    case .unusableLocale(let locale, let reason):
      "no word rules for the locale \"\(locale)\" (\(reason)); give a language code such as \"de\""
    case .invalidOption(let explanation): explanation
    case .cancelled: "learning the vocabulary was cancelled"
    case .noText: "the text to learn the vocabulary from contains no words"
    case .corrupted(let place):
      "the tokenizer is damaged: \(place); get the model again or train a new one"
    }
  }
}
