/// A sentence and its translation, as they stand in the corpus.
public struct SentencePair: Hashable, Sendable {
  /// The text to translate from, as it was read: not normalised, spaces kept.
  public var source: String
  /// The text to translate to.
  public var target: String
  /// Where it came from.
  public var origin: PairOrigin

  /// A pair from some place of a corpus.
  public init(source: String, target: String, origin: PairOrigin) {
    self.source = source
    self.target = target
    self.origin = origin
  }

  /// Why it cannot be used; nil if it can.
  var fault: PairFault? {
    if source.utf8.contains(0) || target.utf8.contains(0) { return .nul }
    return switch (UTF8Text.isBlank(source), UTF8Text.isBlank(target)) {
    case (true, true): .blank
    case (true, false), (false, true): .emptySide
    case (false, false): nil
    }
  }
}
