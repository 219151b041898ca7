/// Turns lines into token ids and back, for one language.
///
/// A line is normalized and divided into words by the language's rules. Each word is divided into pieces of a
/// vocabulary that ``TokenizerTrainer`` learned. Byte-pair encoding loses nothing; for every text
///
///     tokenizer.decode(tokenizer.encode(line)) == tokenizer.normalize(line)
///
/// A tokenizer that marks case writes each word in the form it usually has, with marks where it looks otherwise, so that
/// `The`, `the` and `THE` share their pieces; that loses nothing, either.
///
/// Whitespace is part of the pieces, so decoded text has natural spacing. Characters outside the vocabulary become
/// bytes, so there is no unknown token. Many threads may use a tokenizer at once; copies share their caches.
public struct Tokenizer: Sendable {
  private let sessions: TokenizerSessions

  /// With known forms, letter case is marked; without, it is spelled.
  init(
    model: SubwordModel, knownForms: KnownForms? = nil, locale: String
  ) throws(TokenizerError) {
    sessions = try TokenizerSessions(model: model, knownForms: knownForms, locale: locale)
  }

  /// The language whose rules divide lines into words; "" is ICU's root locale.
  public var locale: String { sessions.locale }

  var model: SubwordModel { sessions.model }
  var knownForms: KnownForms? { sessions.knownForms }

  /// Whether the case of letters is written with marks: one token each, beside words in their known forms.
  public var marksCase: Bool { knownForms != nil }

  /// Makes a tokenizer with the same vocabulary for another language, as the other side of a joint vocabulary needs.
  ///
  /// - Returns: A tokenizer with the same ids that divides lines by the rules of the other language.
  /// - Throws: ``TokenizerError/unusableLocale(_:reason:)`` if ICU cannot use the locale.
  public func withLocale(_ locale: String) throws(TokenizerError) -> Tokenizer {
    try Tokenizer(model: model, knownForms: knownForms, locale: locale)
  }

  /// The same tokenizer for the lines of a corpus: its caches take up to 8 MB for each thread instead of 1 MB.
  package func forCorpus() -> Tokenizer { Tokenizer(sessions: sessions.forCorpus()) }

  private init(sessions: TokenizerSessions) { self.sessions = sessions }

  /// All tokens and their ids.
  public var vocabulary: Vocabulary { model.vocabulary }

  /// The number of ids, all kinds together.
  public var vocabularySize: Int { vocabulary.count }

  /// Whether this vocabulary can encode every text; false for a vocabulary of whole words.
  public var isLossless: Bool { vocabulary.hasBytes }

  /// Encodes a line.
  ///
  /// - Returns: The ids of the line's tokens, without `<s>` and `</s>`; none for a blank line.
  public func encode(_ line: String) -> [Int32] {
    sessions.withSession { $0.encode(line) }
  }

  /// Encodes a line with BPE-dropout (Provilkov, Emelianenko & Voita 2020).
  ///
  /// Before each merge, every possible merge is dropped with probability `dropout`. So a line is encoded differently
  /// each time, which makes training robust. 0 gives the tokens of ``encode(_:)``, 1 gives single characters. All of
  /// these decode to the same line. A vocabulary of whole words has no merges to drop.
  ///
  /// - Returns: The ids of the line's tokens, without `<s>` and `</s>`.
  public func encode(
    _ line: String, dropout: Double, using generator: inout some RandomNumberGenerator
  ) -> [Int32] {
    precondition((0...1).contains(dropout), "a dropout from 0 to 1")
    guard dropout > 0 else { return encode(line) }
    return sessions.withSession { session in
      session.encode(marked: session.marked(line)) {
        Double.random(in: 0..<1, using: &generator) < dropout
      }
    }
  }

  /// Encodes a line to be translated.
  ///
  /// If case is marked, a line in capitals throughout, without any capital or in Title Case gets the tokens of the line
  /// in usual case, and a small letter at the beginning of a sentence those of a capital.
  ///
  /// - Returns: The ids, and whether the line is in capitals throughout.
  package func read(_ line: String) -> (ids: [Int32], isInCapitals: Bool) {
    sessions.withSession { $0.read(line) }
  }

  /// Encodes a line to be translated, with BPE-dropout.
  package func read(
    _ line: String, dropout: Double, using generator: inout some RandomNumberGenerator
  ) -> (ids: [Int32], isInCapitals: Bool) {
    sessions.withSession { session in
      let reading = session.reading(of: line)
      let ids = session.encode(marked: reading.marked) {
        Double.random(in: 0..<1, using: &generator) < dropout
      }
      return (ids, reading.isInCapitals)
    }
  }

  /// Decodes any sequence of tokens.
  ///
  /// Special tokens and ids outside the vocabulary have no text. Bytes that are not valid UTF-8 become U+FFFD. The
  /// space at the beginning of the first word is removed. The text of tokens that no line was encoded to can contain
  /// anything, even line breaks.
  ///
  /// - Returns: The text of the tokens.
  public func decode(_ ids: some Sequence<Int32>) -> String {
    sessions.withSession { $0.decode(ids, CaseMarker.Style()) }
  }

  /// Decodes a translation of a line; if case is not marked, as ``decode(_:)`` does.
  ///
  /// - Parameters:
  ///   - ids: The tokens.
  ///   - isInCapitals: Whether the text is to be in capitals throughout.
  ///   - beginsSentence: Whether the first word begins a sentence, where a capital is expected.
  /// - Returns: The text of the tokens.
  package func decode(
    _ ids: some Sequence<Int32>, isInCapitals: Bool, beginsSentence: Bool
  ) -> String {
    sessions.withSession {
      $0.decode(
        ids, CaseMarker.Style(isInCapitals: isInCapitals, beginsSentence: beginsSentence))
    }
  }

  /// Normalizes a line, which ``encode(_:)`` does first.
  ///
  /// First comes canonical composition (NFC). Then each run of ASCII spaces and tabs becomes one space, and those at
  /// both ends are removed. All other characters stay, including other kinds of spaces; except that a tokenizer that
  /// marks case first removes the noncharacters U+FDE0 to U+FDE4 from the line, which are its marks.
  ///
  /// - Returns: The normalized line.
  public func normalize(_ line: String) -> String {
    marksCase ? Normalizer.normalizeWithoutMarks(line) : Normalizer.normalize(line)
  }
}

extension Tokenizer: Equatable {
  /// Compares the vocabularies, locales and known forms of two tokenizers.
  ///
  /// - Returns: Whether both are equal, so that both encode every line to the same ids.
  public static func == (left: Self, right: Self) -> Bool {
    left.locale == right.locale && left.knownForms == right.knownForms
      && left.model == right.model
  }
}

/// How words become tokens.
enum SubwordModel: Equatable, Sendable {
  case bytePairs(BytePairEncoding)
  case words(WordVocabulary)

  var vocabulary: Vocabulary {
    switch self {
    case .bytePairs(let encoding): encoding.vocabulary
    case .words(let words): words.vocabulary
    }
  }
}
