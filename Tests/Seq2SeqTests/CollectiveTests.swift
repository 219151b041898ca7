import NeuralNetwork
import TestSupport
import Testing

@testable import Seq2Seq

/// Several processes train one network; here they are threads.
@Suite struct CollectiveTests {
  private let pairs = zip(
    SearchSample.sentences(26), SearchSample.sentences(27, words: 14).dropFirst()
  ).map { EncodedPair(source: $0, target: $1) }

  private struct Course: Sendable, Equatable {
    var losses: [LossSum] = []
    var norms: [Float] = []
    var values: [UInt32] = []
  }

  private func makeUpdater(
    threads: Int, _ collective: any Collective, words: Int = 14
  ) -> ParallelUpdater<Network> {
    let network = Network(SearchSample.small(words: words, layers: 2))
    let store = ParameterStore(layout: network.layout, purpose: .training)
    var generator = TestSupport.SeededGenerator(seed: 3)
    store.initialize(using: &generator)
    return ParallelUpdater(
      model: network, store: store,
      optimizer: Adam(size: network.layout.size, options: AdamOptions()), threads: threads,
      collective: collective)
  }

  /// Trains for some epochs by a plan, with dropout; each process takes its share of every batch.
  private func course(
    threads: Int, _ collective: any Collective, sending precision: Precision = .float32,
    _ sample: OutputSample? = nil
  ) -> Course {
    let updater = makeUpdater(threads: threads, collective, words: sample == nil ? 14 : 90)
    updater.gradientPrecision = precision
    var options = ParallelUpdater<Network>.Options()
    options.loss.dropouts = ModelDropouts(.init(0.2))
    options.loss.smoothing = 0.1
    options.loss.outputSample = sample
    var course = Course()
    for epoch in 0..<6 {
      let plan = BatchPlan(
        lengths: pairs.map(\.lengths), options: BatchOptions(size: .sentences(6)), seed: 1,
        epoch: epoch)
      for batches in plan.updates(
        accumulating: 2, of: collective.rank, among: collective.size)
      {
        let share = batches.map { $0.map { pairs[$0] } }
        let report = updater.update(
          share, rate: 0.01, seed: UInt64(course.losses.count), options)
        course.losses.append(report.loss)
        course.norms.append(report.norm)
      }
    }
    course.values = updater.store.values.floats.map(\.bitPattern)
    return course
  }

  /// All ranks have the same bytes; one process with as many threads has the same, except for rounding, because
  /// it adds up the weights' gradients in another order.
  @Test(arguments: [false, true])
  func ranksTrainAsThreadsDo(isSampled: Bool) {
    let likely = Shortlist(
      translations: [Int32](repeating: -1, count: 20 * Shortlist.width), frequent: [20, 30])
    let sample = isSampled ? OutputSample(likely, count: 8, isCorrected: true) : nil
    let ranks = RankGroup.run(2) { course(threads: 1, $0, sample) }
    #expect(ranks.count == 2)
    #expect(ranks[0] == ranks[1])
    let threads = course(threads: 2, SingleProcess(), sample)
    #expect(ranks[0].losses.map(\.tokens) == threads.losses.map(\.tokens))
    // Shards, dropout and drawn tokens are the same, so everything is before the first update.
    #expect(abs(ranks[0].losses[0].smoothed - threads.losses[0].smoothed) < 1e-9)
    for (a, b) in zip(ranks[0].losses, threads.losses) {
      #expect(abs(a.smoothed - b.smoothed) < 1e-3 * b.smoothed)
    }
    for (a, b) in zip(ranks[0].norms, threads.norms) { #expect(abs(a - b) < 1e-2 * b) }
    #expect(threads.losses.last.map(\.meanNLL) ?? 9 < 0.9 * threads.losses[0].meanNLL)
  }

  /// Each rank has the moments of its slice alone; on rank 0 they come together for the checkpoint.
  @Test func momentsAreInOnePlace() {
    let all = pairs
    let ranks = RankGroup.run(3) { collective in
      let updater = makeUpdater(threads: 2, collective)
      let share = stride(from: collective.rank, to: all.count, by: 3).map { all[$0] }
      _ = updater.update(share, rate: 0.01, seed: 1, .init(loss: .init()))
      let (own, whole) = (updater.optimizer.state[0], updater.collectedState()[0])
      return (updater.slices, own.values.floats.values, whole.values.floats.values)
    }
    let whole = ranks[0].2
    #expect(ranks.flatMap(\.0).map(\.count).reduce(0, +) == whole.count)
    for (slices, own, _) in ranks {
      #expect(slices.count == 4)
      for slice in slices {
        #expect(own[slice].contains { $0 != 0 })
        #expect(own[slice] == whole[slice])
      }
      #expect(
        own.indices.allSatisfy { place in
          slices.contains { $0.contains(place) } || own[place] == 0
        })
    }
  }

  /// In bfloat16 the gradients that are sent have 8 bits: other bytes, the same on all ranks, and nearly as good.
  @Test func gradientsAreRoundedBeforeTheyAreSent() {
    let exact = RankGroup.run(2) { course(threads: 1, $0) }[0]
    let ranks = RankGroup.run(2) { course(threads: 1, $0, sending: .bfloat16) }
    #expect(ranks[0] == ranks[1])
    #expect(ranks[0].losses[0] == exact.losses[0])
    #expect(ranks[0].norms[0] != exact.norms[0])
    for (a, b) in zip(ranks[0].losses, exact.losses) {
      #expect(abs(a.smoothed - b.smoothed) < 1e-2 * b.smoothed)
    }
    // One process sends nothing.
    let alone = course(threads: 1, SingleProcess(), sending: .bfloat16)
    #expect(alone == course(threads: 1, SingleProcess()))
  }

  /// If one rank's loss is not finite, no rank changes anything.
  @Test func noRankGoesOnAlone() {
    let all = pairs
    let outcomes = RankGroup.run(2) { collective in
      let updater = makeUpdater(threads: 1, collective)
      if collective.rank == 1 {
        updater.store.vector(updater.model.output.bias)[5] = .nan
      }
      let before = updater.store.values.floats.map(\.bitPattern)
      let report = updater.update(Array(all.prefix(4)), rate: 0.01, seed: 1, .init())
      return (report.isFinite, before == updater.store.values.floats.map(\.bitPattern))
    }
    #expect(outcomes.map(\.0) == [false, false])
    #expect(outcomes.map(\.1) == [true, true])
  }

  @Test func everyPairIsInOneShare() {
    let plan = BatchPlan(
      lengths: pairs.map(\.lengths), options: BatchOptions(size: .sentences(4)), seed: 2, epoch: 0)
    for size in [1, 2, 5] {
      let shares = (0..<size).map { plan.shares(of: $0, among: size) }
      for (number, batch) in plan.batches.enumerated() {
        #expect(shares.flatMap { $0[number] }.sorted() == batch.sorted())
      }
    }
  }
}
