internal import NeuralNetwork

/// The batches of an epoch, in the order of training.
///
/// The pairs of a small corpus are shuffled and put into batches all at once. A large corpus is read in windows: each has
/// blocks of consecutive pairs from random places, whose pairs are put into batches and shuffled. The order of the blocks
/// is computed, not stored, so that an epoch takes the same memory however many pairs there are.
final class Epoch {
  /// Pairs that are put into batches together.
  struct Window {
    let pairs: any PairStore
    let plan: BatchPlan
  }

  private let number: Int
  private let corpus: TrainingCorpus
  private let pool: WorkerPool?
  private let collective: any Collective
  /// The order of the blocks; nil: there is one window.
  private let order: SeededPermutation?
  private let blocksPerWindow: Int
  /// The window from which batches were taken last, and the update it begins with.
  private var current: (window: Int, first: Int, pairs: any PairStore, updates: [[[Int]]])?

  /// Sets the random numbers of windows apart from others.
  private static let purpose: UInt64 = 0x5749_4E44_4F57_5321

  /// - Parameters:
  ///   - number: the number of the epoch, from 0.
  ///   - corpus: the corpus.
  ///   - pool: the threads that encode pairs as this epoch has them; nil: they stay as they are.
  ///   - collective: the processes that share each batch.
  init(
    _ number: Int, of corpus: TrainingCorpus, on pool: WorkerPool? = nil,
    _ collective: any Collective = SingleProcess()
  ) {
    self.number = number
    self.corpus = corpus
    self.pool = pool
    self.collective = collective
    let plan = corpus.plan
    blocksPerWindow = max(1, plan.options.limits.window / PairBlock.size)
    order =
      plan.isSampled
      ? SeededPermutation(
        count: PairNumbers.blocks(of: corpus.training.count),
        seed: plan.options.seed ^ Self.purpose, stream: UInt64(number))
      : nil
  }

  /// How many windows there are.
  var windows: Int {
    order.map { ($0.count + blocksPerWindow - 1) / blocksPerWindow } ?? 1
  }

  /// The numbers of a window's blocks, ascending, as they lie on the disk.
  private func blocks(_ window: Int, of order: SeededPermutation) -> [Int] {
    let start = window * blocksPerWindow
    return (start..<min(start + blocksPerWindow, order.count)).map { order[$0] }.sorted()
  }

  /// The pairs of a window, and their batches.
  func window(_ window: Int) -> Window {
    let plan = corpus.plan
    guard let order else {
      let pairs = pool.map { corpus.training(inEpoch: number, on: $0) } ?? corpus.training
      return Window(pairs: pairs, plan: plan.batches(ofEpoch: number, pairs.lengths))
    }
    let blocks = blocks(window, of: order)
    let pairs =
      pool.map { corpus.training(ofBlocks: blocks, inEpoch: number, on: $0) }
      ?? corpus.training.pairs(ofBlocks: blocks)
    return Window(
      pairs: pairs,
      plan: BatchPlan(
        lengths: pairs.lengths, options: BatchOptions(size: plan.batch, poolSize: .max),
        seed: plan.options.seed ^ Self.purpose, epoch: number << 24 | window))
  }

  /// How many updates the epoch has, once that is known for certain.
  var updates: Int? { windows == 1 ? current?.updates.count : nil }

  /// The batches of an update of this process, counted from 0; nil at the end of the epoch.
  func batches(at position: Int) throws(TrainingError) -> [[EncodedPair]]? {
    while true {
      let (window, first) = current.map { ($0.window + 1, $0.first + $0.updates.count) } ?? (0, 0)
      if let current, position < first {
        let batches = current.updates[position - current.first].map { $0.map { current.pairs[$0] } }
        do { try corpus.training.check() } catch { throw .file(error) }
        return batches
      }
      if window >= windows { return nil }
      advance(to: window, first, for: position)
    }
  }

  /// Reads a window, unless a position is known to be after it.
  private func advance(to window: Int, _ first: Int, for position: Int) {
    if let order, case .sentences(let size) = corpus.plan.batch {
      let pairs = PairNumbers(ofBlocks: blocks(window, of: order), among: corpus.training.count)
      let updates = updates(ofBatches: (pairs.count + size - 1) / size)
      if position >= first + updates {
        // As if it had been read; its batches are not asked for any more.
        current = (window, first, corpus.training, [[[Int]]](repeating: [], count: updates))
        return
      }
    }
    let found = self.window(window)
    current = (
      window, first, found.pairs,
      found.plan.updates(
        accumulating: corpus.plan.options.accumulation, of: collective.rank,
        among: collective.size)
    )
  }

  private func updates(ofBatches batches: Int) -> Int {
    let accumulation = max(corpus.plan.options.accumulation, 1)
    return (batches + accumulation - 1) / accumulation
  }

  /// How many updates the epoch has, and the share of padding; of a large corpus as its first window tells.
  var outline: (updates: Int, padding: Double) {
    let first = window(0)
    let (updates, lengths) = (
      self.updates(ofBatches: first.plan.batches.count), first.pairs.lengths
    )
    let padding = first.plan.paddingRatio(lengths: lengths)
    guard windows > 1 else { return (updates, padding) }
    let share = Double(corpus.training.count) / Double(max(lengths.count, 1))
    return (Int((Double(updates) * share).rounded(.up)), padding)
  }
}
