/// Pairs of which a model has made one side.
///
/// A training learns from them as from others, but their sources begin with a mark of their own, so that the model can tell
/// what people have written ("Tagged Back-Translation", Caswell, Chelba & Grangier 2019). None is held out to validate on.
/// Among several sources they come last.
public struct SyntheticPairs: PairSource {
  let base: any PairSource

  /// Says that the pairs of a source are synthetic.
  public init(_ base: any PairSource) { self.base = base }

  /// The name of the source.
  public var name: String { base.name }
  /// The languages of the source.
  public var languages: LanguagePair? { base.languages }
  /// Whether the source is.
  public var isRepeatable: Bool { base.isRepeatable }

  /// Starts a pass over the pairs.
  ///
  /// - Returns: the pass, before its first pair.
  /// - Throws: ``CorpusError`` if the source cannot be opened.
  public func makePass() throws(CorpusError) -> any PairPass {
    ChangedPass(over: try base.makePass()) { $0.origin.isSynthetic = true }
  }
}
