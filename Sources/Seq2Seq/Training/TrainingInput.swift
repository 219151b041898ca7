/// Where a training's sentence pairs come from.
public struct TrainingInput: Sendable {
  /// The pairs to learn from.
  public var pairs: any PairSource
  /// Pairs to validate on; nil: some of the others are held out.
  public var validation: (any PairSource)?
  /// Languages of the sides, as locales: where a word ends depends on them.
  ///
  /// Nil: those of the pairs, else root.
  public var languages: LanguagePair?

  /// Pairs to learn from, and perhaps others to validate on.
  public init(
    pairs: any PairSource, validation: (any PairSource)? = nil, languages: LanguagePair? = nil
  ) {
    self.pairs = pairs
    self.validation = validation
    self.languages = languages
  }
}
