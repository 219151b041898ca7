/// A tokenizer that divides text into the tokens that BLEU counts.
///
/// It is used for hypotheses and references alike, and is independent of the tokens that the translator itself works
/// with. Give detokenised text, so that scores are comparable between systems.
public enum ReferenceTokenizer: String, Sendable, CaseIterable {
  /// Splits at white space only; for text that is tokenised already.
  case whiteSpace = "none"
  /// The rules of WMT's mteval-v13a, for most languages: splits off punctuation, except within numbers.
  case mteval13a = "13a"
  /// The rules of mteval-v14: splits off all of Unicode's punctuation and symbols.
  case international = "intl"
  /// Makes each Chinese character a token, and divides the rest by the rules of mteval-v13a.
  case chinese = "zh"
  /// Makes each character (Unicode scalar) except white space a token.
  case character = "char"

  /// Chooses the usual tokenizer for a target language, given as a code such as `de` or `zh`.
  public init(targetLanguage: String) {
    self = targetLanguage == "zh" ? .chinese : .mteval13a
  }

  /// Chooses the tokenizer for text in a language, given as a code or locale such as `ja`, `jpn` or `pt_BR`.
  ///
  /// Languages written without spaces get ``character``, because mteval-v13a would make each sentence one token.
  /// sacreBLEU divides Japanese with MeCab, so its scores are not comparable with these.
  public init(textIn language: String) {
    switch language.lowercased().prefix(while: { $0 != "-" && $0 != "_" }) {
    case "ja", "jpn", "th", "tha", "lo", "lao", "km", "khm", "my", "mya", "bur": self = .character
    case "zh", "zho", "chi", "cmn": self = .chinese
    default: self = .mteval13a
    }
  }

  /// Chooses the tokenizer for text in a language or, if that is not known, by the scripts of the text itself.
  ///
  /// - Parameters:
  ///   - language: a code or locale; empty if the language is not known.
  ///   - texts: some of the text, such as its references.
  public init(textIn language: String, like texts: some Sequence<String>) {
    self =
      language.isEmpty && SpacelessScripts.prevail(in: texts)
      ? .character : ReferenceTokenizer(textIn: language)
  }

  /// The tokens of a text.
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
