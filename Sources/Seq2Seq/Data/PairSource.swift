/// Where sentence pairs come from: a file in some format, or an app's own data.
///
/// A source is a description and holds nothing open. Whoever uses it makes a pass over its pairs, as
/// often as needed, and each pass begins at the first pair:
///
///     var pass = try source.makePass()
///     while let finding = try pass.next() { … }
///
/// A format says only what it alone can know. Pairs with an empty side or a NUL character are found, and
/// all faults counted, by ``UsablePairs``, which is what most callers want.
public protocol PairSource: Sendable {
  /// What messages call it, such as the file's name.
  var name: String { get }
  /// The languages of the two sides, as far as they are known.
  var languages: LanguagePair? { get }
  /// Whether each pass finds the same pairs; a pipe, for one, can be read only once.
  var isRepeatable: Bool { get }

  /// Starts a pass over the pairs.
  ///
  /// - Returns: the pass, before its first pair.
  /// - Throws: ``CorpusError`` if there is nothing that could be read.
  func makePass() throws(CorpusError) -> any PairPass
}

/// A pass over the pairs of a source, from the first to the last.
public protocol PairPass {
  /// Reads on by one unit of the source.
  ///
  /// - Returns: what is there; nil at the end.
  /// - Throws: ``CorpusError`` if the source cannot be read on. A bad pair is not an error.
  mutating func next() throws(CorpusError) -> PairFinding?
}

/// What a pass finds in one unit of a source.
public enum PairFinding: Sendable {
  /// A pair.
  case pair(SentencePair)
  /// No pair, and why.
  case fault(PairFault, PairOrigin)
}

// MARK: - Default implementations

extension PairSource {
  /// Not known.
  public var languages: LanguagePair? { nil }
  /// True: most sources are.
  public var isRepeatable: Bool { true }
}

// MARK: - API

extension PairSource {
  /// Hands every usable pair to `body`, in order.
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
