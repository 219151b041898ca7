internal import NeuralNetwork

/// What makes the updates that a plan asks for.
extension TrainingPlan {
  /// An updater with fresh weights, or with those of a model of the same shape.
  func makeUpdater(
    _ network: Network, _ collective: any Collective = SingleProcess(),
    from base: AlignedBuffer? = nil
  ) -> ParallelUpdater<Network> {
    let store = ParameterStore(
      layout: network.layout, purpose: .training, precision: precision)
    var generator = SeededGenerator(seed: options.seed)
    store.initialize(using: &generator)
    if let base { store.values.floats.copy(from: base.floats) }
    collective.broadcast(store.values.floats)
    let updater = ParallelUpdater(
      model: network, store: store,
      optimizer: options.makeOptimizer(size: network.layout.size), threads: threads,
      collective: collective)
    updater.gradientPrecision = options.gradientPrecision
    let frozen = options.frozen
    if !frozen.isEmpty {
      updater.freeze(
        network.layout.ranges(of: frozen),
        training: network.layout.ranges(of: frozen, inverted: true))
    }
    updater.average = options.averageDecay.map { WeightAverage(of: store.values, decay: $0) }
    return updater
  }

  var updateOptions: ParallelUpdater<Network>.Options {
    var result = ParallelUpdater<Network>.Options()
    result.loss.smoothing = options.labelSmoothing
    result.loss.consistency = options.consistency
    result.clipNorm = options.clipValue == nil ? options.clipNorm : .infinity
    result.clipValue = options.clipValue ?? .infinity
    result.loss.truncation = options.truncation
    result.loss.dropouts = ModelDropouts(dropoutRates)
    return result
  }

  /// The same for a corpus with this shortlist.
  func updateOptions(_ shortlist: Shortlist) -> ParallelUpdater<Network>.Options {
    var result = updateOptions
    result.loss.outputSample = options.outputSample.map {
      OutputSample(shortlist, count: $0, isCorrected: options.correctsOutputSample)
    }
    return result
  }

  /// Where dropout is applied, and at which rates.
  var dropoutRates: ModelDropouts.Rates {
    var rates = ModelDropouts.Rates(dropout)
    rates.embedding = options.embeddingDropout ?? dropout
    rates.betweenLayers = options.layerDropout ?? dropout
    rates.readout = options.readoutDropout ?? dropout
    rates.recurrent = options.recurrentDropout
    rates.word = options.wordDropout
    return rates
  }

  /// The learning rates, for epochs of `updates` updates.
  func schedule(updatesPerEpoch updates: Int) -> LearningRateSchedule {
    let byEpochs = maximumEpochs.multipliedReportingOverflow(by: updates)
    let most = min(options.maximumUpdates ?? .max, byEpochs.overflow ? .max : byEpochs.partialValue)
    return LearningRateSchedule(
      kind: options.schedule, peak: learningRate, warmup: warmup, updates: most)
  }
}
