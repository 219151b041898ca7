/// A pass over a source in portions, which is told of and can be ended between them.
struct PreparationPass {
  /// Some pairs in a row.
  struct Portion {
    /// The number of the first, counted from 0.
    let first: Int
    let pairs: [SentencePair]
  }

  private let name: String
  private let pairs: UsablePairs
  private let phase: PreparationProgress.Phase
  private let total: Int?
  private let observer: PreparationObserver
  private var done = 0

  /// Pairs that are in memory as text at once.
  private static let portionSize = 1 << 12

  /// - Parameter total: the number of pairs, if an earlier pass has found it.
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

  /// The next portion, or nil at the end.
  ///
  /// - Throws: ``TrainingError`` too if there are not as many pairs as an earlier pass has found.
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
