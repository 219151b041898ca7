/// How text is cut into the words that BLEU counts.
///
/// The same for hypotheses and references, whatever tokens the translator itself works with: give
/// detokenised text, and scores are comparable between systems.
public enum ReferenceTokenizer: String, Sendable, CaseIterable {
  /// No tokenisation beyond white space, for text that was tokenised elsewhere.
  case whiteSpace = "none"
  /// The rules of WMT's mteval-v13a: punctuation apart, in numbers not; for most languages.
  case mteval13a = "13a"
  /// The rules of mteval-v14: all of Unicode's punctuation and symbols apart.
  case international = "intl"
  /// Each Chinese character a word, the rest by the rules of mteval-v13a.
  case chinese = "zh"
  /// Each scalar that is no white space a word.
  case character = "char"

  /// The tokenizer that is usual for a target language, given as a code such as `de` or `zh`.
  public init(targetLanguage: String) {
    self = targetLanguage == "zh" ? .chinese : .mteval13a
  }

  /// The tokenizer for text in a language, given as a code or locale such as `ja` or `pt_BR`: single
  /// characters where no spaces are written, which to mteval-v13a would be one word a sentence.
  ///
  /// sacreBLEU takes MeCab's words for Japanese; its figures do not compare with these.
  public init(textIn language: String) {
    let code = String(language.prefix { $0 != "-" && $0 != "_" })
    self =
      ["ja", "th", "lo", "km", "my"].contains(code)
      ? .character : ReferenceTokenizer(targetLanguage: code)
  }

  /// The words of a text.
  func words(in text: [Unicode.Scalar]) -> Words {
    switch self {
    case .whiteSpace: Words(splitting: text)
    case .mteval13a: MTEval13a.words(in: text)
    case .international: MTEval14.words(in: text)
    case .chinese: ChineseCharacters.words(in: text)
    case .character:
      Words(
        text, ranges: text.indices.filter { !text[$0].isPythonSpace }.map { $0..<$0 + 1 })
    }
  }
}
