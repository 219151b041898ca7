/// A sentence and its translation, as they stand in the corpus.
public struct SentencePair: Hashable, Sendable {
  /// The text to translate from, as it was read: not normalised, spaces kept.
  public var source: String
  /// The text to translate to.
  public var target: String
  /// The line it came from, counted from 1.
  public var line: Int

  /// A pair from a line of a corpus.
  public init(source: String, target: String, line: Int) {
    self.source = source
    self.target = target
    self.line = line
  }
}
