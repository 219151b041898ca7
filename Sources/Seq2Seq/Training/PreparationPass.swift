/// A pass over a source in portions; between portions it reports progress and can be ended.
struct PreparationPass {
  /// Consecutive pairs.
  struct Portion {
    /// The number of the first pair, counted from 0.
    let first: Int
    let pairs: [SentencePair]
  }

  /// Reads portions, one of them ahead if asked to.
  ///
  /// @unchecked Sendable: while a thread reads ahead, no other uses it.
  final class Reader: @unchecked Sendable {
    fileprivate let pairs: UsablePairs
    private var ahead: Result<[SentencePair], CorpusError>?

    fileprivate init(_ pairs: UsablePairs) { self.pairs = pairs }

    /// Reads the next portion, for the next call of ``next()``.
    func readAhead() {
      ahead = Result { () throws(CorpusError) in
        try pairs.next(most: PreparationPass.portionSize)
      }
    }

    fileprivate func next() throws(CorpusError) -> [SentencePair] {
      guard let ahead else { return try pairs.next(most: PreparationPass.portionSize) }
      self.ahead = nil
      return try ahead.get()
    }
  }

  private let name: String
  let reader: Reader
  private let phase: PreparationProgress.Phase
  private let total: Int?
  private let observer: PreparationObserver
  private var done = 0
  /// About how many bytes are written to the disk meanwhile.
  private let bytesOnDisk: Int?

  /// How many pairs are in memory as text at once.
  static let portionSize = 1 << 12

  /// Starts a pass; `total` is the number of pairs, if an earlier pass has counted them.
  init(
    over source: any PairSource, _ phase: PreparationProgress.Phase, total: Int? = nil,
    bytesOnDisk: Int? = nil, _ observer: PreparationObserver
  ) throws(TrainingError) {
    do { reader = Reader(try UsablePairs(of: source)) } catch { throw .corpus(error) }
    name = source.name
    self.phase = phase
    self.total = total
    self.observer = observer
    self.bytesOnDisk = bytesOnDisk
  }

  /// What was found in all pairs read.
  var report: CorpusReport { reader.pairs.report }

  /// Reads the next portion.
  ///
  /// - Returns: the portion; nil at the end.
  /// - Throws: ``TrainingError`` if reading fails, if the observer ends the preparation, or if an earlier pass
  ///   counted more or fewer pairs.
  mutating func next() throws(TrainingError) -> Portion? {
    try observer.check(phase, done, of: total, bytesOnDisk: bytesOnDisk)
    let portion: [SentencePair]
    do { portion = try reader.next() } catch { throw .corpus(error) }
    let first = done
    done += portion.count
    if let total, portion.isEmpty ? done < total : done > total {
      throw .corpus(.changed(name: name))
    }
    return portion.isEmpty ? nil : Portion(first: first, pairs: portion)
  }
}
