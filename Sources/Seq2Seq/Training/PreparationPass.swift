/// A pass over a source in portions; between portions it reports progress and can be ended.
struct PreparationPass {
  /// Consecutive pairs.
  struct Portion {
    /// The number of the first pair, counted from 0.
    let first: Int
    let pairs: [SentencePair]
  }

  private let name: String
  private let pairs: UsablePairs
  private let phase: PreparationProgress.Phase
  private let total: Int?
  private let observer: PreparationObserver
  private var done = 0

  /// How many pairs are in memory as text at once.
  private static let portionSize = 1 << 12

  /// Starts a pass; `total` is the number of pairs, if an earlier pass has counted them.
  init(
    over source: any PairSource, _ phase: PreparationProgress.Phase, total: Int? = nil,
    _ observer: PreparationObserver
  ) throws(TrainingError) {
    do { pairs = try UsablePairs(of: source) } catch { throw .corpus(error) }
    name = source.name
    self.phase = phase
    self.total = total
    self.observer = observer
  }

  /// What was found so far.
  var report: CorpusReport { pairs.report }

  /// Reads the next portion.
  ///
  /// - Returns: the portion; nil at the end.
  /// - Throws: ``TrainingError`` if reading fails, if the observer ends the preparation, or if an earlier pass
  ///   counted more or fewer pairs.
  mutating func next() throws(TrainingError) -> Portion? {
    try observer.check(phase, done, of: total)
    let portion: [SentencePair]
    do { portion = try pairs.next(most: Self.portionSize) } catch { throw .corpus(error) }
    let first = done
    done += portion.count
    if let total, portion.isEmpty ? done < total : done > total {
      throw .corpus(.changed(name: name))
    }
    return portion.isEmpty ? nil : Portion(first: first, pairs: portion)
  }
}
