/// Pairs whose targets teachers have translated from the sources of genuine pairs.
///
/// A student learns from them as from the genuine ones ("Sequence-Level Knowledge Distillation", Kim & Rush 2016). Unlike
/// those of ``SyntheticPairs`` their sources have no mark: people have written them, and a student is to translate what
/// people write as its teachers do. None is held out to validate on, and of a genuine pair that is held out none is
/// trained on. Among several sources they come after the genuine pairs and before ``SyntheticPairs``.
public struct DistilledPairs: PairSource {
  let base: any PairSource

  /// Says that teachers have translated the pairs of a source.
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
  public func makePass() throws(CorpusError) -> any PairPass { try base.makePass() }

  /// The numbers that such pairs of a source have as their origin.
  static func numbers(in source: any PairSource) -> Set<Int> {
    let sources = (source as? CombinedPairs)?.sources ?? [source]
    return Set(sources.indices.filter { sources[$0] is DistilledPairs })
  }
}
