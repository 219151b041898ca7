internal import NeuralNetwork

/// The most memory that a training will need, known before it begins.
///
/// What is in memory already is measured: corpus, vocabularies, parameters, their gradient and the
/// optimizer's state. What the largest batches need is measured by a rehearsal: one thread does everything
/// with them that training does with a batch. So whatever a layer needs is counted, without a formula for it.
public struct MemoryForecast: Sendable, Hashable {
  /// Bytes in use before the first update, with those for exchanges between processes.
  public let held: Int
  /// The most bytes in use while the corpus was read.
  public let whileReading: Int
  /// Bytes of workspace that each thread needs for the largest batch.
  public let workspace: Int
  /// The largest number of shapes of matrix products; each is compiled once, for all threads.
  public let products: Int
  /// Worker threads.
  public let threads: Int
  /// Training pairs that are put into batches at once.
  public let pairs: Int

  /// Bytes of a compiled product with its machine code, measured with AVX-512.
  private static let bytesOfAProduct = 54_000
  /// Bytes per pair for sorting pairs into batches, before an epoch.
  private static let bytesOfAPair = 80
  /// Windows of a large corpus in which the largest batches are looked for; others have hardly larger ones.
  private static let windows = 16
  /// Bytes of code and buffers that are first used in training.
  static let incidentals = 8_000_000
  /// The most bytes that training takes beside the batches.
  static var mostBesideBatches: Int { incidentals + Products.limit * bytesOfAProduct }

  /// The most bytes in use at once.
  public var peak: Int { max(whileReading, whileTraining) }

  private var whileTraining: Int {
    let added =
      threads * workspace + products * Self.bytesOfAProduct + pairs * Self.bytesOfAPair
      + Self.incidentals
    return held + added
  }
}

extension MemoryForecast {
  /// Rehearses a training's largest batches, and reserves the workspace they need for each thread.
  ///
  /// First it rehearses a few sentences of each, in case that there is not enough memory for more.
  init(
    _ updater: ParallelUpdater<Network>, _ options: Network.LossOptions, _ corpus: TrainingCorpus,
    _ validation: Validation
  ) throws(TrainingError) {
    let epoch = Epoch(0, of: corpus, on: updater.workers.pool)
    var shards: [ShardSize] = []
    var examples: [ShardSize: [EncodedPair]] = [:]
    var mostPairs = 0
    for number in 0..<min(epoch.windows, Self.windows) {
      let window = epoch.window(number)
      let lengths = window.pairs.lengths
      let found = window.plan.shares(
        of: updater.collective.rank, among: updater.collective.size
      )
      .filter { !$0.isEmpty }.map { updater.largestShard($0, lengths, options, window: number) }
      for shard in Self.largest(found) {
        examples[shard] = shard.pairs.map { window.pairs[$0] }
      }
      shards += found
      mostPairs = max(mostPairs, window.plan.pairs)
    }
    let allShards = shards
    let largest = Self.largest(allShards).map { examples[$0] ?? [] }
    let found = PerWorker(count: 1, initial: (workspace: 0, products: 0))
    whileReading = ProcessMemory.peak
    held = ProcessMemory.current + updater.exchangeBytes
    let available = AvailableMemory.now
    let batches = SampledBatches(largest, updater, options)
    if let available { try batches.check(held: held, available, corpus.plan.batch) }
    updater.workers.rehearse { compute in
      for pairs in largest { updater.rehearse(pairs, options, compute) }
      validation.rehearse(updater, compute)
      found[0].workspace = compute.workspace.most
    }
    updater.workers.rehearse { compute in
      found[0].products =
        largest.first.map { pairs in
          updater.products(for: pairs, shards: allShards, options, compute)
        } ?? 0
    }
    threads = updater.workers.count
    pairs = mostPairs
    workspace = found[0].workspace
    products = min(Products.limit, found[0].products)
    let reserve = workspace / 8
    let needed = whileTraining + threads * reserve
    if let available, needed > available.bytes {
      throw .notEnoughMemory(
        batches.shortage(needed, held: held, available, corpus.plan.batch))
    }
    // Other epochs may have slightly larger batches; unused workspace takes no memory.
    updater.workers.reserve(workspace + reserve)
  }

  /// The largest shards by the size of target, source, both together, and attention weights.
  private static func largest(_ shards: [ShardSize]) -> [ShardSize] {
    let sizes: [(ShardSize) -> Int] = [
      { $0.rows * $0.target }, { $0.rows * $0.source }, { $0.rows * ($0.source + $0.target) },
      { $0.rows * $0.source * $0.target },
    ]
    return Array(Set(sizes.compactMap { size in shards.max { size($0) < size($1) } }))
      .sorted { $0.pairs.lexicographicallyPrecedes($1.pairs) }
  }
}

/// The part of a batch that one thread computes at once.
private struct ShardSize: Hashable {
  let window: Int
  /// The numbers of the longest pairs in the window.
  let pairs: [Int]
  /// Time steps, `</s>` included.
  let source, target: Int
  var rows: Int { pairs.count }
}

extension ParallelUpdater<Network> {
  fileprivate func largestShard(
    _ batch: [Int], _ lengths: [BatchPlan.Lengths], _ options: Network.LossOptions,
    window: Int
  ) -> ShardSize {
    let target = batch.reduce(1) { max($0, Int(lengths[$1].target)) }
    let longestFirst = batch.sorted {
      (lengths[$0].target, lengths[$0].source, $0) > (lengths[$1].target, lengths[$1].source, $1)
    }
    var pairs = Array(
      longestFirst.prefix(shardCount(examples: batch.count, tokens: target, options)))
    let longestSource = batch.max { (lengths[$0].source, $0) < (lengths[$1].source, $1) }
    if let longestSource, pairs.count > 1, !pairs.contains(longestSource) {
      pairs[pairs.count - 1] = longestSource
    }
    return ShardSize(
      window: window, pairs: pairs, source: pairs.reduce(1) { max($0, Int(lengths[$1].source)) },
      target: target)
  }

  /// Computes one shard as an update does, and drops the result.
  func rehearse(
    _ pairs: [EncodedPair], _ options: Network.LossOptions, _ compute: ComputeState
  ) {
    compute.reset()
    _ = model.lossAndGradient(of: pairs, scale: 1, options, compute)
    compute.reset()
  }

  /// How many products are compiled for all shards, estimated from how many more are compiled if the pairs
  /// are one token shorter on one side.
  fileprivate func products(
    for pairs: [EncodedPair], shards: [ShardSize], _ options: Network.LossOptions,
    _ compute: ComputeState
  ) -> Int {
    func compiled(_ pairs: [EncodedPair]) -> Int {
      let before = compute.products.count
      compute.reset()
      _ = model.lossAndGradient(of: pairs, scale: 1, options, compute)
      return compute.products.count - before
    }
    let all = compiled(pairs)
    // The gradients' products come in two kinds: those that overwrite and those that add.
    let gradients = min(2, workers.count) * compute.tasks.count { $0.isProduct }
    let source = compiled(
      pairs.map { .init(source: Array($0.source.dropLast()), target: $0.target) })
    let target = compiled(
      pairs.map { .init(source: $0.source, target: Array($0.target.dropLast())) })
    compute.reset()
    let step = max(0, all - source - target)
    let targetRows = Set(shards.map { $0.rows * $0.target }).count
    // Of sampled tokens, there are other numbers in each batch: one forward and one backward product for each number.
    let sampled =
      options.outputSample == nil ? 0 : 2 * Self.numbersOfSampledTokens + RowProduct.shapes
    return step * Set(shards.map(\.rows)).count
      + (source + gradients / 2) * Set(shards.map { $0.rows * $0.source }).count
      + (target + gradients / 2 + sampled) * targetRows
  }

  /// How many different numbers of tokens an output sample has, about: they differ by hundreds, in multiples of 256.
  private static var numbersOfSampledTokens: Int { 8 }
}

extension GradientTask {
  fileprivate var isProduct: Bool { if case .product = self { true } else { false } }
}
