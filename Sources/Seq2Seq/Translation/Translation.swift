internal import Tokenization

/// What became of one line.
public struct Translation: Sendable, Hashable {
  /// One way to translate it.
  public struct Candidate: Sendable, Hashable {
    /// Its text: one line, without control characters that would break it.
    public let text: String
    /// log p / n^α, or what else the options say: what candidates are ranked by.
    public let score: Float
    /// log p of all its tokens.
    public let logProbability: Float
    /// Its tokens, `</s>` not counted.
    public let tokens: Int
    /// False: the limit of length came before the model had ended the sentence.
    public let isFinished: Bool
    /// Where attention looked, if ``SearchOptions/keepsAttention`` says so.
    public internal(set) var alignment: Alignment?

    init(_ hypothesis: Hypothesis, _ tokenizer: Tokenizer) {
      text = tokenizer.decode(hypothesis.tokens).onOneLine
      score = hypothesis.score
      logProbability = hypothesis.logProbability
      tokens = hypothesis.tokens.count
      isFinished = hypothesis.isFinished
    }
  }

  /// Best first, samples as they were drawn; none for a blank line.
  public internal(set) var candidates: [Candidate] = []
  /// True: the line had more tokens than the limit, and only its beginning was translated.
  public package(set) var wasCut = false
  /// Tokens of the source that were translated, `</s>` not counted.
  public internal(set) var sourceTokens = 0

  /// The first candidate's text; empty for a blank line.
  public var text: String { candidates.first?.text ?? "" }
}

extension String {
  /// A model may say any byte; what would break a line, or a column, becomes a space.
  fileprivate var onOneLine: String {
    guard utf8.contains(where: { $0 < 0x20 }) else { return self }
    return String(decoding: utf8.map { $0 < 0x20 ? 0x20 : $0 }, as: UTF8.self)
  }
}
