/// How much of a corpus is handled at once.
///
/// Up to these sizes, everything is exact and in memory; the results of larger corpora depend on them, so they must not
/// change.
struct CorpusLimits: Hashable, Sendable {
  /// The text from which is learned how words are written and which tokens there are.
  var sample = PairSample.Limits()
  /// Pairs of a large corpus that are sorted by length together.
  var window = 1 << 16
  /// Pairs of which the fingerprints are in memory.
  var records = 1 << 20
}
