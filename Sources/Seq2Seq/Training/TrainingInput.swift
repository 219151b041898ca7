/// Where a training's sentence pairs come from.
public struct TrainingInput: Sendable {
  /// The pairs to learn from.
  public var pairs: any PairSource
  /// Pairs to validate on; nil: some of ``pairs`` are held out.
  public var validation: (any PairSource)?
  /// The languages of both sides, as locales for dividing text into words.
  ///
  /// Nil: the languages of the pairs if they are known, else the root locale.
  public var languages: LanguagePair?
  /// The model to begin with; nil: the weights are random, and the vocabularies are learned.
  ///
  /// Its shape and vocabularies replace what the options say of them.
  public var base: BaseModel?
  /// What the pairs are called, for people who read the model's notes; nil: nothing is noted.
  public var name: String?

  /// Creates the input of a training.
  ///
  /// - Parameters:
  ///   - pairs: the pairs to learn from.
  ///   - validation: the pairs to validate on; nil: some of `pairs` are held out.
  ///   - languages: the languages of both sides; nil: those of the pairs, if they are known.
  ///   - base: the model to begin with; nil: none.
  public init(
    pairs: any PairSource, validation: (any PairSource)? = nil, languages: LanguagePair? = nil,
    base: BaseModel? = nil
  ) {
    self.base = base
    self.pairs = pairs
    self.validation = validation
    self.languages = languages
  }

  /// How many times an epoch has the pairs of each source of ``pairs``.
  var weights: [Double] { (pairs as? CombinedPairs)?.weights ?? [1] }

  /// Whether an epoch has some pairs more or less often than once.
  var isWeighted: Bool { weights.contains { $0 != 1 } }
}
