package import NeuralNetwork

/// One update of all parameters from one batch, on all threads.
///
/// 1. Each worker takes a shard of the batch through the forward and backward pass.
/// 2. All of them compute the gradients of the weights, each its own rows, over all shards in order.
/// 3. Each applies the optimizer to its slice of the parameters, and takes it into their average.
/// 4. Weights that are multiplied at every time step are packed again.
///
/// With the same seed and number of threads the result is the same to the byte.
package final class ParallelUpdater: @unchecked Sendable {
  package let network: Network
  package let store: ParameterStore
  package let optimizer: any Optimizer
  /// Updates made.
  package var step = 0
  package let workers: Workers
  package let gradient: AlignedBuffer
  /// Follows the parameters from update to update, if it is set.
  package var average: WeightAverage?
  private let mostLogits: Int

  package struct Options: Sendable {
    package var loss = Network.LossOptions()
    /// The gradient is scaled down to this norm if it is longer; infinite: never.
    package var clipNorm: Float = 1
    /// Every element of the gradient is brought into ± this.
    package var clipValue: Float = .infinity

    package init() {}
  }

  /// What an update reports.
  package struct Report: Sendable {
    package var loss = LossSum()
    /// The gradient's norm before clipping.
    package var norm: Float = 0
    package var isClipped = false
    /// False: the loss or the norm was not finite, and nothing was changed.
    package var isFinite = true
  }

  /// - Parameter mostLogits: the logits of a worker's share of a batch; a larger batch is taken in parts.
  package init(
    network: Network, store: ParameterStore, optimizer: any Optimizer, threads: Int,
    mostLogits: Int = 6_000_000
  ) {
    self.mostLogits = mostLogits
    self.network = network
    self.store = store
    self.optimizer = optimizer
    workers = Workers(count: threads, store: store)
    gradient = AlignedBuffer(count: store.layout.size)
  }

  /// Trains on one batch.
  ///
  /// - Parameter seed: names the batch's dropout masks.
  package func update(
    _ pairs: [EncodedPair], rate: Float, seed: UInt64, _ options: Options
  ) -> Report {
    update([pairs], rate: rate, seed: seed, options)
  }

  /// Makes one update from several batches, taken one after the other: that of all their pairs together.
  package func update(
    _ batches: [[EncodedPair]], rate: Float, seed: UInt64, _ options: Options
  ) -> Report {
    var report = Report()
    let tokens = batches.joined().reduce(0) { $0 + $1.target.count + 1 }
    var squares = 0.0
    let inParts = batches.flatMap { parts(of: $0, passes: options.loss.passes) }
    for (number, part) in inParts.enumerated() {
      let partSeed = seed &+ UInt64(number) << 48
      report.loss += backpropagate(
        shards(of: part), scale: 1 / Float(tokens * options.loss.passes), partSeed, options)
      squares = computeGradient(accumulate: number > 0)
    }
    report.norm = Float(squares.squareRoot())
    guard report.norm.isFinite && report.loss.smoothed.isFinite else {
      report.isFinite = false
      return report
    }
    report.isClipped = report.norm > options.clipNorm
    step += 1
    let cut = apply(
      OptimizerStep(
        number: step, rate: rate, scale: report.isClipped ? options.clipNorm / report.norm : 1),
      clipValue: options.clipValue)
    report.isClipped = report.isClipped || cut > 0
    workers.repack()
    return report
  }

  /// The summed loss of pairs, in batches of any size, without changing anything.
  package func loss(_ batches: [[EncodedPair]], smoothing: Float = 0) -> LossSum {
    let sums = PerWorker(count: batches.count, initial: LossSum())
    workers.forEach(batches.count) { [network] compute, index in
      compute.reset()
      sums[index] = network.loss(Shard(batches[index]), smoothing: smoothing, compute)
    }
    return sums.reduce(LossSum(), +=)
  }

  /// A batch as it is, or in parts that are taken one after the other, their gradients added up: long
  /// sentences would else take memory for more logits than ``mostLogits`` a worker.
  private func parts(of pairs: [EncodedPair], passes: Int) -> [ArraySlice<EncodedPair>] {
    let steps = (pairs.map(\.target.count).max() ?? 0) + 1
    let count = partCount(pairs: pairs.count, steps: steps, passes: passes)
    return (0..<count).map { pairs[pairs.indices.part($0, of: count)] }
  }

  private func partCount(pairs: Int, steps: Int, passes: Int) -> Int {
    let rows = (pairs + workers.count - 1) / workers.count
    let logits = passes * rows * steps * network.output.vocabulary
    return max(1, min(rows, (logits + mostLogits - 1) / mostLogits))
  }

  /// The most pairs that a worker takes at once of a batch of `pairs` pairs and `steps` target steps.
  func shardCount(pairs: Int, steps: Int, passes: Int) -> Int {
    let count = partCount(pairs: pairs, steps: steps, passes: passes)
    let part = (pairs + count - 1) / count
    return (part + workers.count - 1) / workers.count
  }

  /// Sentences dealt out in turn, so that the shards are of like length.
  private func shards(of pairs: ArraySlice<EncodedPair>) -> [[EncodedPair]] {
    (0..<workers.count).map { worker in
      stride(from: pairs.startIndex + worker, to: pairs.endIndex, by: workers.count).map {
        pairs[$0]
      }
    }
  }

  private func backpropagate(
    _ shards: [[EncodedPair]], scale: Float, _ seed: UInt64, _ options: Options
  ) -> LossSum {
    let losses = PerWorker(count: workers.count, initial: LossSum())
    workers.run { [self] compute, worker in
      compute.reset()
      if shards[worker].isEmpty { return }
      compute.dropoutSeed = seed &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(worker)
      losses[worker] = backpropagate(shards[worker], scale: scale, options.loss, compute)
    }
    return losses.reduce(LossSum(), +=)
  }

  /// Takes one worker's pairs through the forward and backward pass.
  func backpropagate(
    _ pairs: [EncodedPair], scale: Float = 1, _ options: Network.LossOptions,
    _ compute: ComputeState
  ) -> LossSum {
    let shard = Shard(pairs, twice: options.passes == 2)
    return network.lossAndGradient(shard, scale: scale, options, compute)
  }

  /// Returns the sum of squares of the gradient.
  private func computeGradient(accumulate: Bool) -> Double {
    let squares = PerWorker(count: workers.count, initial: 0.0)
    workers.run(.gradientNorm) { [self] compute, worker in
      squares[worker] = WeightGradients.compute(
        workers.tasks, layout: store.layout, into: gradient, accumulate: accumulate, worker: worker,
        of: workers.count, products: compute.products, clock: compute.clock)
    }
    return squares.reduce(0, +=)
  }

  /// Returns how many elements of the gradient were beyond `clipValue`.
  private func apply(_ step: OptimizerStep, clipValue: Float) -> Int {
    let cut = PerWorker(count: workers.count, initial: 0)
    workers.run(.optimizer) { [self] _, worker in
      let share = (0..<store.layout.size).part(worker, of: workers.count, grain: 16)
      // Piece by piece, so that the average finds the parameters in the cache.
      for start in stride(from: share.lowerBound, to: share.upperBound, by: Self.piece) {
        let range = start..<min(start + Self.piece, share.upperBound)
        if clipValue.isFinite { cut[worker] += gradient.floats.slice(range).clamp(to: clipValue) }
        optimizer.update(store.values, gradient: gradient, range: range, step)
        average?.follow(store.values, range: range, step: step.number)
      }
    }
    return cut.reduce(0, +=)
  }

  /// Floats of each array that an update takes at once.
  private static let piece = 4096

  /// Runs `body` with the averaged weights in place of the parameters, if there are any.
  package func withAverage<Result>(_ body: () -> Result) -> Result {
    guard let average else { return body() }
    func exchange() {
      average.exchange(with: store.values)
      workers.repack()
    }
    exchange()
    defer { exchange() }
    return body()
  }

  /// What a model is to be made of: the averaged weights if there are any.
  package var bestValues: AlignedBuffer { average?.values ?? store.values }
}
