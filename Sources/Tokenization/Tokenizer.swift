/// Turns lines into token ids and back, for one language.
///
/// A line is normalized, divided into words by the language's rules, and each word into pieces of a
/// vocabulary that was learned by ``TokenizerTrainer``. With byte-pair encoding nothing is lost:
/// for every text without exception
///
///     tokenizer.decode(tokenizer.encode(line)) == tokenizer.normalize(line)
///
/// Whitespace is part of the pieces, so decoded text has natural spacing, and characters never seen
/// become bytes, so there is no unknown token. A value of this type can be used from many threads
/// at once; copies share their caches.
public struct Tokenizer: Sendable {
  private let sessions: TokenizerSessions

  init(model: SubwordModel, locale: String) throws(TokenizerError) {
    sessions = try TokenizerSessions(model: model, locale: locale)
  }

  /// The language whose rules say what a word is; "" is root.
  public var locale: String { sessions.locale }

  var model: SubwordModel { sessions.model }

  /// The same pieces for text of another language, as the other side of a joint vocabulary needs.
  ///
  /// - Returns: A tokenizer with the same ids, and the words of the other language.
  /// - Throws: ``TokenizerError/unusableLocale(_:reason:)``.
  public func withLocale(_ locale: String) throws(TokenizerError) -> Tokenizer {
    try Tokenizer(model: model, locale: locale)
  }

  /// All tokens and their ids.
  public var vocabulary: Vocabulary { model.vocabulary }

  /// How many ids there are, all kinds together.
  public var vocabularySize: Int { vocabulary.count }

  /// Whether every text can be written with this vocabulary; false for one of whole words.
  public var isLossless: Bool { vocabulary.hasBytes }

  /// The tokens of a line, without `<s>` and `</s>`; none for a blank line.
  ///
  /// - Returns: Ids of the vocabulary.
  public func encode(_ line: String) -> [Int32] {
    sessions.withSession { $0.encode(line) }
  }

  /// The tokens of a line with BPE-dropout (Provilkov, Emelianenko & Voita 2020).
  ///
  /// In each step every possible merge is left out with probability `dropout`, so that a line is seen
  /// in other pieces each time, which makes training robust. 0 gives the tokens of ``encode(_:)``, 1 single characters. They decode to the same line. A
  /// vocabulary of whole words has no merges to drop.
  ///
  /// - Returns: Ids of the vocabulary.
  public func encode(
    _ line: String, dropout: Double, using generator: inout some RandomNumberGenerator
  ) -> [Int32] {
    precondition((0...1).contains(dropout), "a dropout is a probability")
    guard dropout > 0 else { return encode(line) }
    return sessions.withSession { session in
      session.encode(line) { Double.random(in: 0..<1, using: &generator) < dropout }
    }
  }

  /// The text of a sequence of tokens, whichever they are.
  ///
  /// Special tokens and ids outside the vocabulary have no text. Bytes that are no UTF-8 together
  /// become U+FFFD. The space that begins the first word is left out. Tokens that were not encoded
  /// from a line may hold anything, line breaks for example.
  ///
  /// - Returns: The line as people read it.
  public func decode(_ ids: some Sequence<Int32>) -> String {
    let vocabulary = vocabulary
    var bytes: [UInt8] = []
    for id in ids { vocabulary.appendBytes(of: id, to: &bytes) }
    let isMarked = bytes.first == Normalizer.space
    return String(decoding: bytes.dropFirst(isMarked ? 1 : 0), as: UTF8.self)
  }

  /// The form of a line in which it is encoded.
  ///
  /// That is canonical composition (NFC); then each run of ASCII spaces and tabs becomes one space,
  /// and none is left at the ends. Every other character stays, spaces of other kinds included.
  ///
  /// - Returns: The line in that form.
  public func normalize(_ line: String) -> String { Normalizer.normalize(line) }
}

extension Tokenizer: Equatable {
  /// Whether both give the same ids to every line: same pieces, same locale.
  ///
  /// - Returns: True if so.
  public static func == (left: Self, right: Self) -> Bool {
    left.locale == right.locale && left.model == right.model
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
