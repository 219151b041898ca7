import NeuralNetwork
import TestSupport
import Testing

@testable import Seq2Seq

extension Precision {
  /// What a training may compute in.
  fileprivate static var trained: [Precision] { [.float32, .bfloat16] }
}

/// What an update and a loss may and may not depend on.
@Suite struct TrainingUpdaterTests {
  private static let configurations = [
    SearchSample.small(), SearchSample.small(layers: 2, readout: .none, pooling: .mean),
    SearchSample.small(layers: 2, readout: .untied, pooling: .max),
  ]

  private func makeUpdater(
    _ configuration: ModelConfiguration, threads: Int, seed: UInt64 = 1,
    precision: Precision = .float32
  ) -> ParallelUpdater<Network> {
    let network = Network(configuration)
    let store = ParameterStore(
      layout: network.layout, purpose: .training, precision: precision)
    var generator = TestSupport.SeededGenerator(seed: seed)
    store.initialize(using: &generator)
    return ParallelUpdater(
      model: network, store: store,
      optimizer: Adam(size: network.layout.size, options: AdamOptions()), threads: threads)
  }

  private func pairs(_ count: Int) -> [EncodedPair] {
    zip(
      SearchSample.sentences(count), SearchSample.sentences(count + 1, words: 14).dropFirst()
    ).map { EncodedPair(source: $0, target: $1) }
  }

  /// In bfloat16, loss and gradient are those of single precision except for rounding, for any number of
  /// threads, and a training takes the same course.
  @Test(arguments: [0, 1, 2], [1, 3])
  func bfloat16FollowsSinglePrecision(configuration: Int, threads: Int) {
    let updaters = [Precision.float32, .bfloat16].map {
      makeUpdater(Self.configurations[configuration], threads: threads, precision: $0)
    }
    let batch = pairs(24)
    for update in 1...40 {
      let reports = updaters.map { $0.update(batch, rate: 0.01, seed: 1, .init()) }
      #expect(
        abs(reports[0].loss.meanNLL - reports[1].loss.meanNLL) < 0.02 * reports[0].loss.meanNLL)
      if update == 1 {
        let gradients = updaters.map { $0.gradient.floats.map(Double.init) }
        #expect(gradients[0] != gradients[1])
        #expect(gradientError(gradients[1], gradients[0]) < 0.03)
      }
    }
    // An array may be released after its last use, and with it the numbers of a view.
    let reduced = updaters[1]
    #expect(reduced.store.values.floats.contains { $0.bitPattern & 0xFFFF != 0 })
  }

  /// Eight or more tokens of 90 beside a few likely ones.
  private static let sample = OutputSample(shortlist, count: 8, isCorrected: true)
  private static let shortlist = Shortlist(
    translations: [Int32](repeating: -1, count: 20 * Shortlist.width), frequent: [20, 30])

  private func sampledOptions() -> ParallelUpdater<Network>.Options {
    var options = ParallelUpdater<Network>.Options()
    options.loss.outputSample = Self.sample
    options.loss.smoothing = 0.1
    return options
  }

  /// Among sampled tokens too, bfloat16 is single precision except for rounding; the same seed gives the same bytes, and
  /// another seed other tokens.
  @Test(arguments: ModelOptions.Readout.allCases, [1, 3])
  func sampledTokensDependOnTheSeedOnly(readout: ModelOptions.Readout, threads: Int) {
    let configuration = SearchSample.small(words: 90, readout: readout)
    let batch = pairs(24)
    func gradient(seed: UInt64, _ precision: Precision = .float32) -> [Float] {
      let updater = makeUpdater(configuration, threads: threads, precision: precision)
      _ = updater.update(batch, rate: 0.01, seed: seed, sampledOptions())
      return Array(updater.gradient.floats)
    }
    let exact = gradient(seed: 1)
    #expect(exact == gradient(seed: 1))
    #expect(exact != gradient(seed: 2))
    let rounded = gradient(seed: 1, .bfloat16)
    #expect(rounded != exact)
    #expect(gradientError(rounded.map(Double.init), exact.map(Double.init)) < 0.03)
  }

  /// Updates with a sample do not pack the output weight; whatever comes next has its values nevertheless.
  @Test(arguments: Precision.trained, [nil, 0.5] as [Float?])
  func whatIsNotPackedIsNotForgotten(precision: Precision, decay: Float?) {
    let configuration = SearchSample.small(words: 90)
    let updater = makeUpdater(configuration, threads: 2, precision: precision)
    updater.average = decay.map { WeightAverage(of: updater.store.values, decay: $0) }
    func twin() -> ParallelUpdater<Network> {
      let twin = makeUpdater(configuration, threads: 2, precision: precision)
      twin.store.values.floats.copy(from: updater.store.values.floats)
      twin.workers.repack()
      return twin
    }
    let batch = pairs(9)
    for seed in 1...2 as ClosedRange<UInt64> {
      _ = updater.update(batch, rate: 0.1, seed: seed, sampledOptions())
      #expect(updater.loss([batch]) == twin().loss([batch]))
      _ = updater.update(batch, rate: 0.1, seed: seed, sampledOptions())
      let other = twin()
      if decay != nil { other.store.values.floats.copy(from: updater.bestValues.floats) }
      other.workers.repack()
      #expect(updater.withAverage { updater.loss([batch]) } == other.loss([batch]))
      _ = updater.update(batch, rate: 0.1, seed: seed, sampledOptions())
      let whole = twin()
      _ = whole.update(batch, rate: 0, seed: seed, .init())
      _ = updater.update(batch, rate: 0, seed: seed, .init())
      #expect(Array(updater.gradient.floats) == Array(whole.gradient.floats))
    }
  }

  /// A sample of nearly all tokens is all of them, to the byte.
  @Test(arguments: Precision.trained)
  func aSampleOfNearlyAllTokensIsNone(precision: Precision) {
    let updaters = (0..<2).map { _ in
      makeUpdater(SearchSample.small(words: 90), threads: 2, precision: precision)
    }
    var options = ParallelUpdater<Network>.Options()
    for seed in 1...3 as ClosedRange<UInt64> {
      options.loss.outputSample = nil
      let whole = updaters[0].update(pairs(9), rate: 0.1, seed: seed, options)
      options.loss.outputSample = OutputSample(Self.shortlist, count: 80, isCorrected: true)
      #expect(updaters[1].update(pairs(9), rate: 0.1, seed: seed, options).loss == whole.loss)
    }
    #expect(
      Array(updaters[0].store.values.floats) == Array(updaters[1].store.values.floats))
  }

  /// On average over many draws the gradient of the sampled loss points where that of the whole loss does.
  @Test func sampledGradientsAreAboutTheWholeOnes() {
    let configuration = SearchSample.small(words: 90)
    let updater = makeUpdater(configuration, threads: 1)
    let few = pairs(12)
    var options = sampledOptions()
    let draws = 200
    var mean = [Double](repeating: 0, count: updater.gradient.count)
    var loss = 0.0
    for seed in 1...UInt64(draws) {
      loss += updater.update(few, rate: 0, seed: seed, options).loss.smoothed / Double(draws)
      for (place, number) in updater.gradient.floats.enumerated() {
        mean[place] += Double(number) / Double(draws)
      }
    }
    options.loss.outputSample = nil
    let whole = updater.update(few, rate: 0, seed: 1, options).loss.smoothed
    #expect(abs(loss - whole) < 0.01 * whole)
    #expect(gradientError(mean, updater.gradient.floats.map(Double.init)) < 0.1)
  }

  /// A longer sentence beside others pads them; their loss stays the same.
  @Test(arguments: [0, 1, 2])
  func paddingChangesNothing(configuration: Int) {
    let updater = makeUpdater(Self.configurations[configuration], threads: 1)
    let few = pairs(6)
    let long = EncodedPair(
      source: [Int32](repeating: 4, count: 40), target: [Int32](repeating: 5, count: 60))
    let compute = ComputeState(store: updater.store)
    func losses(_ pairs: [EncodedPair]) -> [Double] {
      compute.reset()
      var sums = [Double](repeating: 0, count: pairs.count)
      _ = updater.model.loss(Shard(pairs), compute) { row, nll in
        sums[row % pairs.count] += Double(nll)
      }
      return sums
    }
    let alone = losses(few)
    for (a, b) in zip(alone, losses([long] + few).dropFirst()) {
      #expect(abs(a - b) < 1e-6 * a)
    }
    for (a, b) in zip(alone, few.map { losses([$0])[0] }) { #expect(abs(a - b) < 1e-6 * a) }
  }

  /// The sums are the same for any batches and any number of threads.
  @Test(arguments: [0, 1, 2], [1, 3])
  func lossesOfAnyBatchesCombine(configuration: Int, threads: Int) {
    let updater = makeUpdater(Self.configurations[configuration], threads: threads)
    let all = pairs(23)
    let whole = updater.loss([all], smoothing: 0.1)
    #expect(whole.tokens == all.reduce(0) { $0 + $1.target.count + 1 })
    for size in [1, 2, 5, 22] {
      let batches = stride(from: 0, to: all.count, by: size).map {
        Array(all[$0..<min($0 + size, all.count)])
      }
      let sum = updater.loss(batches, smoothing: 0.1)
      #expect(sum.tokens == whole.tokens)
      #expect(abs(sum.nll - whole.nll) < 1e-6 * whole.nll)
      #expect(abs(sum.smoothed - whole.smoothed) < 1e-6 * whole.smoothed)
    }
    #expect(updater.loss([]) == LossSum())
  }

  /// The gradient is the mean over tokens, so doubling the batch changes nothing but rounding.
  @Test func gradientIsAMeanOverTokens() {
    let (one, two) = (
      makeUpdater(Self.configurations[0], threads: 1),
      makeUpdater(Self.configurations[0], threads: 2)
    )
    let few = pairs(5)
    let a = one.update(few, rate: 0, seed: 1, .init())
    let b = two.update(few + few, rate: 0, seed: 1, .init())
    #expect(abs(a.norm - b.norm) < 1e-5 * a.norm)
    #expect(a.loss.tokens * 2 == b.loss.tokens)
    let expected = one.gradient.floats.map(Double.init)
    #expect(
      errorInBounds(Array(two.gradient.floats), expected, absolute: 1e-7, relative: 1e-4) <= 1)
  }

  /// Without dropout, two passes agree; with dropout they differ, which adds to the loss.
  @Test(arguments: [0, 1, 2], [1, 3])
  func twoPassesDifferByDropoutOnly(configuration: Int, threads: Int) {
    let (one, two) = (
      makeUpdater(Self.configurations[configuration], threads: threads),
      makeUpdater(Self.configurations[configuration], threads: threads)
    )
    let few = pairs(7)
    var options = ParallelUpdater<Network>.Options()
    options.loss.consistency = 5
    let once = one.update(few, rate: 0, seed: 1, .init())
    let twice = two.update(few, rate: 0, seed: 1, options)
    #expect(twice.loss.tokens == 2 * once.loss.tokens)
    #expect(abs(twice.loss.smoothed - 2 * once.loss.smoothed) < 1e-5 * once.loss.smoothed)
    let expected = one.gradient.floats.map(Double.init)
    #expect(
      errorInBounds(Array(two.gradient.floats), expected, absolute: 1e-6, relative: 1e-4) <= 1)

    options.loss.dropouts = ModelDropouts(.init(0.3))
    let loss = two.update(few, rate: 0, seed: 1, options).loss
    #expect(loss.smoothed > loss.nll)
  }

  /// Several batches, of any sizes and lengths, are like one batch of all their pairs.
  @Test(arguments: [0, 1, 2], [1, 3])
  func severalBatchesAreOneLargeOne(configuration: Int, threads: Int) {
    let (one, several) = (
      makeUpdater(Self.configurations[configuration], threads: threads),
      makeUpdater(Self.configurations[configuration], threads: threads)
    )
    let all = pairs(11)
    let long = EncodedPair(
      source: [Int32](repeating: 4, count: 15), target: [Int32](repeating: 5, count: 20))
    var options = ParallelUpdater<Network>.Options()
    options.loss.smoothing = 0.1
    for _ in 0..<3 {
      let a = one.update(all + [long], rate: 0.01, seed: 1, options)
      let b = several.update(
        [Array(all[..<5]), [long], Array(all[5...])], rate: 0.01, seed: 1, options)
      #expect(a.loss.tokens == b.loss.tokens)
      #expect(abs(a.loss.smoothed - b.loss.smoothed) < 1e-5 * a.loss.smoothed)
      #expect(abs(a.norm - b.norm) < 1e-5 * a.norm)
      #expect(
        errorInBounds(
          Array(several.gradient.floats), one.gradient.floats.map(Double.init), absolute: 1e-6,
          relative: 1e-4) <= 1)
    }
    #expect(several.updateCount == 3)
  }

  /// As many time steps as the longest sentence has, `</s>` included, truncate nothing; fewer do.
  @Test(arguments: [0, 1, 2], ModelOptions.Attention.allCases)
  func truncationBeyondTheSentencesChangesNothing(
    configuration: Int, attention: ModelOptions.Attention
  ) {
    var sizes = Self.configurations[configuration]
    sizes.attention = attention
    sizes.decoderHidden = sizes.encoderHidden
    let steps = (pairs(9).map(\.target.count).max() ?? 0) + 1
    func gradient(truncation: Int?) -> [Float] {
      let updater = makeUpdater(sizes, threads: 2)
      var options = ParallelUpdater<Network>.Options()
      options.loss.truncation = truncation
      _ = updater.update(pairs(9), rate: 0, seed: 1, options)
      return Array(updater.gradient.floats)
    }
    let whole = gradient(truncation: nil)
    #expect(gradient(truncation: steps) == whole)
    #expect(gradient(truncation: 1000) == whole)
    #expect(gradient(truncation: steps - 1) != whole)
    #expect(gradient(truncation: 1) != whole)
  }

  /// Every element of the gradient is clipped separately; the reported norm is the one before clipping.
  @Test(arguments: [1, 3])
  func clippingByValueCutsElements(threads: Int) {
    let (plain, cut) = (
      makeUpdater(Self.configurations[0], threads: threads),
      makeUpdater(Self.configurations[0], threads: threads)
    )
    var options = ParallelUpdater<Network>.Options()
    options.clipNorm = .infinity
    let whole = plain.update(pairs(9), rate: 0.01, seed: 1, options)
    #expect(!whole.isClipped)
    let limit = (plain.gradient.floats.map(abs).max() ?? 0) / 4
    options.clipValue = limit
    let report = cut.update(pairs(9), rate: 0.01, seed: 1, options)
    #expect(report.isClipped)
    #expect(report.norm == whole.norm)
    #expect(
      Array(cut.gradient.floats) == plain.gradient.floats.map { min(max($0, -limit), limit) })
    options.clipValue = 5 * limit
    #expect(!cut.update(pairs(9), rate: 0, seed: 1, options).isClipped)
  }

  /// With dropout and clipping: the same bytes for the same seed and threads, others for others.
  @Test(arguments: [1, 2, 3])
  func sameSeedGivesTheSameBytes(threads: Int) {
    var options = ParallelUpdater<Network>.Options()
    options.loss.dropouts = ModelDropouts(.init(0.3))
    func values(seed: UInt64) -> [Float] {
      let updater = makeUpdater(Self.configurations[2], threads: threads)
      for step in 0..<5 as Range<UInt64> {
        _ = updater.update(pairs(9), rate: 0.01, seed: seed + step, options)
      }
      return Array(updater.store.values.floats)
    }
    let first = values(seed: 1)
    #expect(first == values(seed: 1))
    #expect(first != values(seed: 2))
    #expect(first.allSatisfy { $0.isFinite })
  }

  /// A loss that is not finite is reported, and neither weights nor optimizer state change.
  @Test(arguments: [Float.nan, .infinity])
  func nothingChangesIfTheLossIsNotFinite(poison: Float) {
    let updater = makeUpdater(Self.configurations[0], threads: 2)
    _ = updater.update(pairs(4), rate: 0.01, seed: 1, .init())
    updater.store.vector(updater.model.output.bias)[5] = poison
    func snapshot() -> [UInt32] {
      ([updater.store.values] + updater.optimizer.state.map(\.values)).flatMap {
        $0.floats.map(\.bitPattern)
      }
    }
    let before = snapshot()
    let report = updater.update(pairs(4), rate: 0.01, seed: 2, .init())
    #expect(!report.isFinite)
    #expect(snapshot() == before)
    #expect(updater.updateCount == 1)
  }

  #if arch(x86_64)
    /// oneDNN has a fast kernel for every product of training and search.
    @Test(arguments: ModelOptions.Readout.allCases, [1, 2])
    func noProductIsSlow(readout: ModelOptions.Readout, layers: Int) {
      for pooling in ModelOptions.Pooling.allCases {
        var configuration = ModelConfiguration(
          sourceVocabulary: 300, targetVocabulary: 300, embedding: 64, encoderHidden: 128,
          decoderHidden: 96)
        configuration.encoderLayers = layers
        configuration.decoderLayers = layers
        configuration.pooling = pooling
        configuration.readout = readout
        // Zeros are enough, because only shapes matter.
        let network = Network(configuration)
        let updater = ParallelUpdater(
          model: network, store: ParameterStore(layout: network.layout, purpose: .training),
          optimizer: Adam(size: network.layout.size, options: AdamOptions()), threads: 2)
        let all = pairs(16)
        var options = ParallelUpdater<Network>.Options()
        var rates = ModelDropouts.Rates(0.1)
        rates.recurrent = 0.1
        options.loss.dropouts = ModelDropouts(rates)
        _ = updater.update(all, rate: 0.01, seed: 1, options)
        options.loss.outputSample = Self.sample
        _ = updater.update(all, rate: 0.01, seed: 1, options)
        _ = updater.loss([all])
        let slow = PerWorker(count: 2, initial: [String]())
        updater.workers.run { compute, worker in
          let search = BeamSearch(
            NetworkModel(updater.model, barred: [], compute), options: .init(), start: 1, end: 2)
          _ = search.translate(SourceBatch(all.map(\.source)))
          slow[worker] = compute.products.slowShapes
        }
        #expect(slow.reduce([]) { $0 += $1 } == [])
      }
    }
  #endif
}
