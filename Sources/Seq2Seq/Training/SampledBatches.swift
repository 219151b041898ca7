internal import NeuralNetwork

/// What the largest batches of a training need, told from a few of their sentences.
///
/// The workspace grows evenly with the sentences that are computed together, so two small rehearsals tell how much a large
/// one would need, before it takes the memory.
struct SampledBatches {
  /// Sentences that a thread computes at once in the batch that needs most.
  private var rows = 1
  private let threads: Int
  /// Bytes of workspace for no sentence, and for each.
  private var (fixed, perRow) = (0.0, 0.0)

  /// Rehearses a few pairs of each shard.
  ///
  /// - Parameters:
  ///   - shards: the largest parts of batches that a thread computes at once; in each, the first pair or the last one has
  ///     the longest source, and the first the longest target.
  ///   - updater: the updater of the training.
  ///   - options: what a batch is computed with.
  init(
    _ shards: [[EncodedPair]], _ updater: ParallelUpdater<Network>, _ options: Network.LossOptions
  ) {
    threads = updater.workers.count
    for shard in shards {
      let ends = [shard[0], shard[shard.count - 1]]
      let small = updater.workspace(for: ends, options)
      let large = updater.workspace(for: ends + ends, options)
      let slope = Double(max(0, large - small)) / 2
      let start = max(0, Double(small) - 2 * slope)
      let count = Double(shard.count)
      if start + slope * count > fixed + perRow * Double(rows) {
        (rows, fixed, perRow) = (shard.count, start, slope)
      }
    }
  }

  /// Bytes of workspace of all threads.
  private var workspace: Int { threads * Int(fixed + perRow * Double(rows)) }

  /// Throws if the batches do not fit into memory beside the bytes that are held.
  func check(
    held: Int, _ available: AvailableMemory, _ size: BatchOptions.Size
  ) throws(TrainingError) {
    let needed = held + workspace + MemoryForecast.incidentals
    guard needed > available.bytes else { return }
    throw .notEnoughMemory(shortage(needed, held: held, available, size))
  }

  /// What is missing, and the size of the batches that fit.
  func shortage(
    _ needed: Int, held: Int, _ available: AvailableMemory, _ size: BatchOptions.Size
  ) -> MemoryShortage {
    let left = available.bytes - held
    // The whole forecast counts compiled products as well; how many there will be is not known yet.
    let fitting = max(
      rowsFitting(left - MemoryForecast.mostBesideBatches),
      rowsFitting((left - MemoryForecast.incidentals) / 2))
    guard fitting >= 1, rows > 1 else {
      return MemoryShortage(needed: needed, available, .smallerModel)
    }
    let remedy: BatchOptions.Size =
      switch size {
      case .sentences: .sentences(min(fitting, rows - 1) * threads)
      case .tokens(let count): .tokens(max(1, count / rows * min(fitting, rows - 1)))
      }
    return MemoryShortage(needed: needed, available, .batch(remedy))
  }

  /// The sentences for each thread that fit into so many bytes, of which a part is kept for batches of other epochs.
  private func rowsFitting(_ bytes: Int) -> Int {
    Int((0.7 * Double(bytes) / Double(threads) - fixed) / max(1, perRow))
  }
}

extension MemoryForecast {
  /// Throws if the weights, their gradient and the optimizer's state do not fit into memory.
  static func checkWeights(
    of network: Network, _ options: TrainingOptions
  ) throws(TrainingError) {
    guard let available = AvailableMemory.now else { return }
    let copies = 2 + options.optimizer.stateCount + (options.averageDecay == nil ? 0 : 1)
    let needed =
      ProcessMemory.current + incidentals
      + network.layout.size * MemoryLayout<Float>.stride * copies
    if needed > available.bytes {
      throw .notEnoughMemory(MemoryShortage(needed: needed, available, .smallerModel))
    }
  }
}

extension TrainingOptions.Optimizer {
  /// Numbers that it keeps for each weight, at least: gradient descent keeps one if it has momentum.
  fileprivate var stateCount: Int {
    switch self {
    case .adam, .adamw: 2
    case .adagrad: 1
    case .sgd: 0
    }
  }
}

extension ParallelUpdater<Network> {
  /// Bytes of workspace that one thread needs to compute these pairs at once.
  fileprivate func workspace(
    for pairs: [EncodedPair], _ options: Network.LossOptions
  ) -> Int {
    let found = PerWorker(count: 1, initial: 0)
    workers.rehearse { [self] compute in
      rehearse(pairs, options, compute)
      found[0] = compute.workspace.most
    }
    return found[0]
  }
}
