internal import Platform

/// A sentence and its translation, as they are in the corpus.
public struct SentencePair: Hashable, Sendable {
  /// The text to translate from, as it was read: not normalised, spaces kept.
  public var source: String
  /// The text to translate to.
  public var target: String
  /// Where the pair came from.
  public var origin: PairOrigin

  /// Creates a pair with its place in the corpus.
  public init(source: String, target: String, origin: PairOrigin) {
    self.source = source
    self.target = target
    self.origin = origin
  }

  /// Why the pair cannot be used; nil if it can be.
  var fault: PairFault? {
    if source.contains(byte: 0) || target.contains(byte: 0) { return .nul }
    return switch (UTF8Text.isBlank(source), UTF8Text.isBlank(target)) {
    case (true, true): .blank
    case (true, false), (false, true): .emptySide
    case (false, false): nil
    }
  }
}
