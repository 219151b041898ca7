/// The pairs of a source in the other direction.
public struct ReversedPairs: PairSource {
  let base: any PairSource

  /// Creates a source from another one, whose targets become sources.
  public init(_ base: any PairSource) { self.base = base }

  /// The name of the source.
  public var name: String { base.name }
  /// The languages of the source, swapped.
  public var languages: LanguagePair? { base.languages?.swapped }
  /// Whether the source is.
  public var isRepeatable: Bool { base.isRepeatable }

  /// Starts a pass over the pairs.
  ///
  /// - Returns: the pass, before its first pair.
  /// - Throws: ``CorpusError`` if the source cannot be opened.
  public func makePass() throws(CorpusError) -> any PairPass {
    ChangedPass(over: try base.makePass()) { swap(&$0.source, &$0.target) }
  }
}
