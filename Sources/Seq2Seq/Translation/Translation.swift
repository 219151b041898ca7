internal import Tokenization

/// The translation of one line.
public struct Translation: Sendable, Hashable {
  /// One possible translation of the line.
  public struct Candidate: Sendable, Hashable {
    /// Its text: one line, without control characters that would break it, and without white space at its ends.
    public let text: String
    /// What candidates are ranked by: log p, normalised by length, and the coverage penalty.
    public let score: Float
    /// log p of all its tokens.
    public let logProbability: Float
    /// Its tokens, `</s>` not counted.
    public let tokens: Int
    /// Whether the model ended the sentence; false if the translation was cut off before.
    public let isFinished: Bool
    /// The alignment with the source, if ``SearchOptions/keepsAttention`` is set.
    public internal(set) var alignment: Alignment?

    init(_ hypothesis: Hypothesis, _ tokenizer: Tokenizer) {
      text = tokenizer.decode(hypothesis.tokens).onOneLine.trimmed
      score = hypothesis.score
      logProbability = hypothesis.logProbability
      tokens = hypothesis.tokens.count
      isFinished = hypothesis.isFinished
    }
  }

  /// The candidates, best first, or samples in the order drawn; none for a blank line.
  public internal(set) var candidates: [Candidate] = []
  /// Whether the line had more than `maximumTokens` tokens, so that only its beginning was translated.
  public package(set) var wasCut = false
  /// Tokens of the source that were translated, `</s>` not counted.
  public internal(set) var sourceTokens = 0

  /// The first candidate's text; empty for a blank line.
  public var text: String { candidates.first?.text ?? "" }
}

extension String {
  /// The text with control characters, such as line breaks and TABs, replaced by spaces.
  fileprivate var onOneLine: String {
    guard utf8.contains(where: { $0 < 0x20 }) else { return self }
    return String(decoding: utf8.map { $0 < 0x20 ? 0x20 : $0 }, as: UTF8.self)
  }

  /// The text without white space at its beginning and its end.
  fileprivate var trimmed: String {
    let isText = { (scalar: Unicode.Scalar) in !scalar.properties.isWhitespace }
    let scalars = unicodeScalars
    guard let first = scalars.firstIndex(where: isText), let last = scalars.lastIndex(where: isText)
    else { return "" }
    if first == startIndex && scalars.index(after: last) == endIndex { return self }
    return String(scalars[first...last])
  }
}
