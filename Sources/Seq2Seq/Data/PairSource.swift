/// Where sentence pairs come from: a file in some format, or an app's own data.
///
/// A source only describes where the pairs are; it keeps no file open. Make a pass to read them, as
/// often as needed; each pass begins at the first pair:
///
///     var pass = try source.makePass()
///     while let finding = try pass.next() { … }
///
/// A format reports only faults of its own. ``UsablePairs`` finds pairs with an empty side or a NUL
/// character and counts all faults; most callers use that.
public protocol PairSource: Sendable {
  /// What messages call it, such as the file's name.
  var name: String { get }
  /// The languages of the two sides, as far as they are known.
  var languages: LanguagePair? { get }
  /// Whether the source can be read more than once; a pipe, for example, cannot.
  var isRepeatable: Bool { get }

  /// Starts a pass over the pairs.
  ///
  /// - Returns: the pass, before its first pair.
  /// - Throws: ``CorpusError`` if the source cannot be opened.
  func makePass() throws(CorpusError) -> any PairPass
}

/// A pass over the pairs of a source, from the first to the last.
public protocol PairPass {
  /// Reads the next unit of the source.
  ///
  /// - Returns: the pair or the fault found there; nil at the end.
  /// - Throws: ``CorpusError`` if reading fails. A bad pair is not an error.
  mutating func next() throws(CorpusError) -> PairFinding?

  /// How the source was understood, as far as it has been read.
  var notes: [CorpusNote] { get }
}

/// What a pass finds in one unit of a source.
public enum PairFinding: Sendable {
  /// A pair.
  case pair(SentencePair)
  /// Why there is no pair, and where.
  case fault(PairFault, PairOrigin)
}

// MARK: - Default implementations

extension PairSource {
  /// Nil: the languages are unknown.
  public var languages: LanguagePair? { nil }
  /// True, as for most sources.
  public var isRepeatable: Bool { true }
}

extension PairPass {
  /// None, as for most passes.
  public var notes: [CorpusNote] { [] }
}

// MARK: - API

extension PairSource {
  /// Calls `body` with every usable pair, in order.
  ///
  /// - Parameter body: is called with one pair at a time.
  /// - Returns: how many pairs there were, and what was left out.
  /// - Throws: ``CorpusError`` if the source cannot be read, or has no usable pair at all.
  @discardableResult
  public func forEachPair(_ body: (SentencePair) -> Void) throws(CorpusError) -> CorpusReport {
    let pairs = try UsablePairs(of: self)
    while let pair = try pairs.next() { body(pair) }
    return pairs.report
  }
}
