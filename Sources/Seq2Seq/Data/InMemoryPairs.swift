/// Sentence pairs in memory.
///
///     let input = TrainingInput(pairs: InMemoryPairs([("Guten Tag", "Hello"), ("Danke", "Thank you")]))
public struct InMemoryPairs: PairSource {
  /// What messages call the pairs.
  public let name: String
  /// The languages of the two sides, if they were given.
  public let languages: LanguagePair?
  private let pairs: [(source: String, target: String)]

  /// Creates a source of pairs, in this order.
  ///
  /// - Parameters:
  ///   - pairs: sentences and their translations.
  ///   - name: what messages call the pairs.
  ///   - languages: the languages of the two sides; nil if unknown.
  public init(
    _ pairs: [(source: String, target: String)], name: String = "the pairs given",
    languages: LanguagePair? = nil
  ) {
    self.pairs = pairs
    self.name = name
    self.languages = languages
  }

  /// Starts a pass over the pairs.
  ///
  /// - Returns: the pass, before its first pair.
  public func makePass() -> any PairPass { Pass(pairs: pairs) }

  private struct Pass: PairPass {
    let pairs: [(source: String, target: String)]
    var number = 0

    mutating func next() -> PairFinding? {
      guard number < pairs.count else { return nil }
      let (source, target) = pairs[number]
      number += 1
      return .pair(
        SentencePair(
          source: source, target: target, origin: PairOrigin(unit: .pair, number: number)))
    }
  }
}
