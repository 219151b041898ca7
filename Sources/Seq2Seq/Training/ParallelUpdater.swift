package import NeuralNetwork

/// Makes updates of all parameters, on all threads of all processes.
///
/// It knows of the model only what ``Trainable`` says. An update has these phases; in those marked by a star
/// the processes of a ``Collective`` communicate, which costs nothing if there is only one process:
///
/// 1. \* Tokens are counted, so that the loss is the mean over the tokens of all processes.
/// 2. Each worker computes the forward and backward pass of a shard of its process' share.
/// 3. All workers compute the gradients of the weights, each its own rows, over all shards in order.
/// 4. \* Gradients are summed: each process gets the sums of its slices. A part is sent while the next is computed.
/// 5. \* The gradient's norm is computed; it and the loss decide, for all processes, whether to update.
/// 6. Each worker applies the optimizer to its part of its process' slices of the parameters, and updates their average.
/// 7. \* Each process gets the slices of the others, of a part while the next is updated.
/// 8. Weights that are multiplied at every time step, or in reduced precision, are packed again.
///
/// With the same seed, threads and processes the result is the same to the byte.
package final class ParallelUpdater<Model: Trainable>: @unchecked Sendable {
  package let model: Model
  package let store: ParameterStore
  package let optimizer: any Optimizer
  /// Updates made.
  package var updateCount = 0
  package let workers: Workers
  package let collective: any Collective
  package let gradient: AlignedBuffer
  /// Parts of the parameters that processes exchange one after the other; all parameters, if there is only one process.
  let exchangedParts: [Range<Int>]
  /// The moving average of the parameters, if one is kept.
  package var average: WeightAverage?
  /// The most outputs, such as logits, of a worker's share of a batch; a larger batch is computed in parts.
  package var mostOutputs = 6_000_000
  /// The ranges of parameters that updates change; all others are frozen.
  private var trained: [Range<Int>]
  private var frozen: [Range<Int>] = []
  /// The indices of the weights whose packed copies have older values, because updates do not use them.
  private var stale: Set<Int> = []
  /// What gradients are rounded to before they are sent to other processes.
  package var gradientPrecision = Precision.float32

  package struct Options: Sendable {
    package var loss: Model.LossOptions
    /// The gradient is scaled down to this norm if it is longer; infinite: never.
    package var clipNorm: Float = 1
    /// Every element of the gradient is clipped to ± this.
    package var clipValue: Float = .infinity

    package init(loss: Model.LossOptions) { self.loss = loss }
  }

  /// What an update reports, of all processes together.
  package struct Report: Sendable {
    package var loss = LossSum()
    /// The gradient's norm before clipping.
    package var norm: Float = 0
    package var isClipped = false
    /// False: the loss or the norm was not finite, and nothing was changed.
    package var isFinite = true
  }

  /// Creates an updater; `store` must have the same values in all processes of the collective.
  package init(
    model: Model, store: ParameterStore, optimizer: any Optimizer, threads: Int,
    collective: any Collective = SingleProcess()
  ) {
    self.model = model
    self.store = store
    self.optimizer = optimizer
    self.collective = collective
    workers = Workers(count: threads, store: store)
    exchangedParts = Self.exchangedParts(of: store.layout, among: collective.size)
    trained = [0..<store.layout.size]
    gradient = AlignedBuffer(count: store.layout.size)
  }

  /// Freezes parameters: no update changes them or their average, and their gradient is not part of the norm.
  package func freeze(_ ranges: [Range<Int>], training others: [Range<Int>]) {
    frozen = ranges
    trained = others
  }

  /// Makes one update from one batch.
  ///
  /// - Parameters:
  ///   - examples: this process' share of the batch.
  ///   - rate: the learning rate.
  ///   - seed: determines the dropout masks.
  ///   - options: how the loss is computed, and how the gradient is clipped.
  /// - Returns: what the update reports, the same in all processes.
  package func update(
    _ examples: [Model.Example], rate: Float, seed: UInt64, _ options: Options
  ) -> Report {
    update([examples], rate: rate, seed: seed, options)
  }

  /// Makes one update from several batches, computed one after the other, as if they were one batch.
  package func update(
    _ batches: [[Model.Example]], rate: Float, seed: UInt64, _ options: Options
  ) -> Report {
    let unpacked = model.unpackedWeights(options.loss)
    pack(except: unpacked)
    let tokens = collective.sum(tokenCount(of: batches))
    var report = Report()
    report.loss = computeGradient(batches, tokens: tokens, seed: seed, options)
    meet(&report)
    guard report.isFinite else { return report }
    report.isClipped = report.norm > options.clipNorm
    updateCount += 1
    let cut = apply(
      OptimizerUpdate(
        number: updateCount, rate: rate,
        scale: report.isClipped ? options.clipNorm / report.norm : 1),
      clipValue: options.clipValue)
    report.isClipped = report.isClipped || cut > 0
    workers.repack(except: unpacked)
    stale = unpacked
    return report
  }

  /// Packs what updates have left out, unless it is still not used.
  private func pack(except unpacked: Set<Int> = []) {
    if stale.isSubset(of: unpacked) { return }
    workers.repack()
    stale = []
  }

  /// The summed loss of this process' examples, in batches of any size; changes nothing.
  package func loss(_ batches: [[Model.Example]], _ options: Model.LossOptions) -> LossSum {
    pack()
    let sums = PerWorker(count: batches.count, initial: LossSum())
    workers.forEach(batches.count) { [model] compute, index in
      compute.reset()
      sums[index] = model.loss(of: batches[index], options, compute)
    }
    return sums.reduce(LossSum(), +=)
  }

  // MARK: - The phases

  private func tokenCount(of batches: [[Model.Example]]) -> Int {
    batches.joined().reduce(0) { $0 + model.tokenCount(of: $1) }
  }

  /// The gradient of this process' share, as a part of a mean over `tokens` tokens.
  private func computeGradient(
    _ batches: [[Model.Example]], tokens: Int, seed: UInt64, _ options: Options
  ) -> LossSum {
    var loss = LossSum()
    let scale = 1 / Float(tokens * model.passes(options.loss))
    let inParts = batches.flatMap { parts(of: $0, options.loss) }
    for (number, part) in inParts.enumerated() {
      let partSeed = seed &+ UInt64(number) << 48
      loss += backpropagate(shards(of: part), scale: scale, partSeed, options.loss)
      computeWeightGradients(accumulate: number > 0, isLast: number == inParts.count - 1)
    }
    return loss
  }

  /// Sums gradient and loss over all processes, and checks that they are finite.
  private func meet(_ report: inout Report) {
    collective.finishExchanges()
    let sums = collective.sum(report.loss, and: gradientSquares())
    report.loss = sums.loss
    report.norm = Float(sums.number.squareRoot())
    report.isFinite = report.norm.isFinite && report.loss.smoothed.isFinite
  }

  private func backpropagate(
    _ shards: [[Model.Example]], scale: Float, _ seed: UInt64, _ options: Model.LossOptions
  ) -> LossSum {
    let losses = PerWorker(count: workers.count, initial: LossSum())
    workers.run { [model, collective] compute, worker in
      compute.reset()
      if shards[worker].isEmpty { return }
      // The number of the worker that has this shard if one process has all the threads.
      let place = worker * collective.size + collective.rank
      compute.dropoutSeed = seed &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(place)
      losses[worker] = model.lossAndGradient(of: shards[worker], scale: scale, options, compute)
    }
    return losses.reduce(LossSum(), +=)
  }

  /// Computes the gradients of the weights, part by part; if these are the last ones, each part is sent meanwhile.
  private func computeWeightGradients(accumulate: Bool, isLast: Bool) {
    for (number, part) in exchangedParts.enumerated() {
      workers.run(.gradientNorm, meanwhile: advance(if: isLast && number > 0)) {
        [self] compute, worker in
        WeightGradients.compute(
          workers.tasks, layout: store.layout, in: part, into: gradient, accumulate: accumulate,
          worker: worker, of: workers.count, products: compute.products,
          workspace: compute.workspace, clock: compute.clock)
      }
      guard isLast else { continue }
      for range in frozen { gradient.floats.slice(range.clamped(to: part)).fill(0) }
      collective.beginSum(gradient.floats.slice(part), in: gradientPrecision)
    }
  }

  /// Lets exchanges go on while workers compute, if any were begun.
  private func advance(if isBegun: Bool) -> (() -> Void)? {
    isBegun ? { [collective] in collective.advance() } : nil
  }

  /// The sum of squares of this process' slices of the gradient.
  private func gradientSquares() -> Double {
    let squares = PerWorker(count: workers.count, initial: 0.0)
    workers.run(.gradientNorm) { [self] _, worker in
      squares[worker] =
        collective.size == 1
        ? WeightGradients.sumOfSquares(
          of: gradient, layout: store.layout, worker: worker, of: workers.count)
        : slices.reduce(0) { sum, slice in
          let share = slice.part(worker, of: workers.count, grain: 16)
          return sum + gradient.floats.slice(share).sumOfSquares
        }
    }
    return squares.reduce(0, +=)
  }

  /// Applies the optimizer to this process' slices, and gets the others'; returns how many elements of the gradient were clipped to `clipValue`.
  private func apply(_ update: OptimizerUpdate, clipValue: Float) -> Int {
    let cut = PerWorker(count: workers.count, initial: 0)
    for (number, slice) in slices.enumerated() {
      workers.run(.optimizer, meanwhile: advance(if: number > 0)) {
        [self] _, worker in
        let share = slice.part(worker, of: workers.count, grain: 16)
        cut[worker] += apply(update, clipValue: clipValue, to: share)
      }
      collective.beginShare(store.values.floats.slice(exchangedParts[number]))
    }
    collective.finishExchanges()
    return clipValue.isFinite ? collective.sum(cut.reduce(0, +=)) : 0
  }

  /// Applies the optimizer to one worker's share of a slice; returns how many elements of the gradient were clipped.
  private func apply(_ update: OptimizerUpdate, clipValue: Float, to share: Range<Int>) -> Int {
    var cut = 0
    for part in trained {
      let part = part.clamped(to: share)
      // Piece by piece, so that the average finds the parameters in the cache.
      for start in stride(from: part.lowerBound, to: part.upperBound, by: Self.piece) {
        let range = start..<min(start + Self.piece, part.upperBound)
        if clipValue.isFinite { cut += gradient.floats.slice(range).clamp(to: clipValue) }
        optimizer.update(store.values, gradient: gradient, range: range, update)
        average?.follow(store.values, range: range, update: update.number)
      }
    }
    return cut
  }

  /// Floats of each array that a worker updates at once.
  private static var piece: Int { 4096 }

  /// Runs `body` with the averaged weights in place of the parameters, if an average is kept.
  package func withAverage<Result>(_ body: () -> Result) -> Result {
    guard let average else {
      pack()
      return body()
    }
    shareAverage()
    func exchange() {
      average.exchange(with: store.values)
      workers.repack()
      stale = []
    }
    exchange()
    defer { exchange() }
    return body()
  }

  /// The weights for a model file: the averaged ones, if an average is kept.
  package var bestValues: AlignedBuffer { average?.values ?? store.values }
}
