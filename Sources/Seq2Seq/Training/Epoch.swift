internal import NeuralNetwork

/// The batches of an epoch, in the order of training.
///
/// The pairs of a small corpus are shuffled and put into batches all at once. A large corpus is read in windows: each has
/// blocks of consecutive pairs from random places, whose pairs are put into batches and shuffled. The order of the blocks
/// is computed, not stored, so that an epoch takes the same memory however many pairs there are. Pairs of sources with
/// weights occur more or less often than once.
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
  /// The pairs of the epoch: blocks of a large corpus, else pair by pair.
  private let runs: WeightedRuns
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
    let seed = plan.options.seed
    runs = WeightedRuns(
      of: corpus.sources, size: plan.isSampled ? PairBlock.size : 1, seed: seed, epoch: number)
    order =
      plan.isSampled
      ? SeededPermutation(
        count: runs.count, seed: seed ^ Self.purpose, stream: UInt64(number))
      : nil
  }

  /// How many windows there are.
  var windows: Int {
    order.map { ($0.count + blocksPerWindow - 1) / blocksPerWindow } ?? 1
  }

  /// The pairs of a window, run by run, as they lie on the disk.
  private func runs(_ window: Int, of order: SeededPermutation) -> [Range<Int>] {
    let start = window * blocksPerWindow
    return (start..<min(start + blocksPerWindow, order.count)).map { runs[order[$0]] }
      .sorted { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
  }

  /// The pairs of a window, and their batches.
  func window(_ window: Int) -> Window {
    let plan = corpus.plan
    guard let order else {
      let pairs = pool.map { corpus.training(inEpoch: number, on: $0) } ?? corpus.training
      return Window(
        pairs: pairs,
        plan: BatchPlan(
          lengths: pairs.lengths, of: runs.flatMap { $0 }, options: BatchOptions(size: plan.batch),
          seed: plan.options.seed, epoch: number))
    }
    let runs = runs(window, of: order)
    let blocks = Self.blocks(of: runs)
    let pairs =
      pool.map { corpus.training(ofBlocks: blocks, inEpoch: number, on: $0) }
      ?? corpus.training.pairs(ofBlocks: blocks)
    return Window(
      pairs: pairs,
      plan: BatchPlan(
        lengths: pairs.lengths, of: Self.places(of: runs, in: blocks),
        options: BatchOptions(size: plan.batch, poolSize: .max),
        seed: plan.options.seed ^ Self.purpose, epoch: number << 24 | window))
  }

  /// The blocks of runs, each once; both are ascending.
  private static func blocks(of runs: [Range<Int>]) -> [Int] {
    var blocks: [Int] = []
    for run in runs where blocks.last != run.lowerBound / PairBlock.size {
      blocks.append(run.lowerBound / PairBlock.size)
    }
    return blocks
  }

  /// Where the pairs of runs are among those of their blocks.
  private static func places(of runs: [Range<Int>], in blocks: [Int]) -> [Int] {
    var places: [Int] = []
    var number = 0
    for run in runs {
      if blocks[number] != run.lowerBound / PairBlock.size { number += 1 }
      let shift = (number - blocks[number]) * PairBlock.size
      places += run.lowerBound + shift..<run.upperBound + shift
    }
    return places
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
      let pairs = runs(window, of: order).reduce(0) { $0 + $1.count }
      let updates = updates(ofBatches: (pairs + size - 1) / size)
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
    let updates = updates(ofBatches: first.plan.batches.count)
    let padding = first.plan.paddingRatio(lengths: first.pairs.lengths)
    guard windows > 1 else { return (updates, padding) }
    let share = Double(runs.pairs) / Double(max(first.plan.pairs, 1))
    return (Int((Double(updates) * share).rounded(.up)), padding)
  }
}
