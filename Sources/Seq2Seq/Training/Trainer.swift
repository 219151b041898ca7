internal import NeuralNetwork
internal import Platform

/// Trains a model on a corpus, from the beginning or resuming an earlier training.
///
/// The output directory contains `model.safetensors`, the best model so far; `checkpoint.safetensors`,
/// all that is needed to resume; `metrics.jsonl`, one JSON object per line; and until the training is done `pairs.cache`, if
/// the pairs of a large corpus are read from the disk. With the same corpus,
/// options, seed and number of threads the model is the same to the byte, interrupted or not.
///
/// A trainer blocks the calling thread until it has finished, and is not `Sendable`: in an app, use
/// ``TrainingRun``.
public final class Trainer {
  /// The corpus and the model, as training begins.
  public let summary: TrainingSummary
  /// The memory that this training will need.
  public var memory: MemoryForecast { model.memory }
  /// What was found in the corpus files.
  public var corpusReports: [CorpusReport] { corpus.checks.map(\.report) }
  /// What the training pairs are like, then those to validate on if they were given; of these, nothing is left out.
  public var corpusChecks: [CorpusCheck] { corpus.checks }

  /// The validation pairs that are translated.
  package var validationPairs: [SentencePair] { corpus.validationText }

  private let corpus: TrainingCorpus
  let course: TrainingCourse
  private let directory: TrainingDirectory
  let model: ModelInTraining
  private(set) var startTime = monotonicSeconds()
  var speed = ProgressClock()

  /// Reads the corpus, learns the tokenizers and builds the model.
  ///
  /// - Parameters:
  ///   - input: where the sentence pairs come from.
  ///   - options: the options of the training.
  ///   - directory: the output directory.
  ///   - start: what to do about an earlier training in it.
  ///   - preparation: receives the progress, and may end the preparation.
  /// - Throws: ``TrainingError`` if the corpus has no usable pairs, if there is not enough memory, if the directory
  ///   cannot be written to or is in use, if an earlier training there cannot be resumed, or if `preparation` ended it.
  public convenience init(
    _ input: TrainingInput, _ options: TrainingOptions, output directory: String,
    start: Start = .resumeIfSame, preparation: PreparationObserver = PreparationObserver()
  ) throws(TrainingError) {
    try self.init(input, options, in: TrainingDirectory(directory, start), preparation)
  }

  /// Prepares a training in a directory that is locked already, perhaps as one of several processes.
  package init(
    _ input: TrainingInput, _ options: TrainingOptions, in directory: TrainingDirectory,
    _ preparation: PreparationObserver = PreparationObserver()
  ) throws(TrainingError) {
    self.directory = directory
    var options = options
    options.letterCase = options.letterCase ?? directory.saved?.letterCase
    options.noiseRules = options.noiseRules ?? directory.saved?.noiseRules
    options.marksSpans = options.marksSpans ?? directory.saved?.marksSpans
    // What an earlier version has begun goes on as it began.
    if directory.saved?.isSampled == false { options.limits.sample.all = .max }
    if let base = input.base { options = options.shaped(like: base) }
    let learnsForms = directory.saved?.learnsForms ?? true
    var corpus = try directory.preparing(options) { files throws(TrainingError) in
      try TrainingCorpus.prepared(
        input, options, preparation, learnsForms: learnsForms, files: files)
    }
    corpus.plan.chooseAttention(
      meanSourceLength: corpus.meanLengths.source, resuming: directory.saved?.attention)
    corpus.plan.processes = directory.collective.size
    let network = try corpus.makeNetwork()
    if network.layout.ranges(of: options.frozen, inverted: true).isEmpty { throw .nothingToLearn }
    try MemoryForecast.checkWeights(of: network, corpus.plan.options)
    corpus.plan.choosePrecision(
      for: network, resuming: directory.saved?.precision, directory.collective)
    try ProcessAgreement.check(corpus.identity, directory.collective)
    self.corpus = corpus
    summary = TrainingSummary(corpus, network)
    course = TrainingCourse(corpus.plan, updatesPerEpoch: summary.updatesPerEpoch)
    model = try ModelInTraining(network, corpus, course, directory, from: input.base)
  }

  /// Trains until it is done or told to stop.
  ///
  /// - Parameters:
  ///   - shouldStop: called after every update; true saves and ends.
  ///   - report: receives the events, on the calling thread.
  /// - Returns: how the training ended.
  /// - Throws: ``TrainingError`` if something cannot be saved, or if the loss is still not finite after several
  ///   rollbacks.
  public func run(
    shouldStop: () -> Bool = { false }, report: (TrainingEvent) -> Void
  ) throws(TrainingError) -> TrainingResult {
    startTime = monotonicSeconds()
    report(.prepared(summary))
    if model.isResumed {
      report(.resumed(updates: model.state.update, epoch: model.state.epoch + 1))
      if !model.hasAllMetrics { report(.metricsChanged(path: directory.metricsPath)) }
    }
    var reason = try train(shouldStop, report)
    // The last update may have broken the model; only the next one would notice.
    while !model.isSound {
      try model.rollBack(report)
      if reason == .interrupted { break }
      reason = try train(shouldStop, report)
    }
    try model.save(report)
    // Without a validation, a model that is there already belongs to another training.
    let state = model.state
    if state.bestScore == nil { try model.writeModel() } else { try directory.checkModel() }
    if reason != .interrupted, !corpus.plan.options.keepsPairs { directory.removePairs() }
    let result = TrainingResult(
      reason: reason, updates: state.update, epochs: state.epoch, bestBLEU: state.bestBLEU,
      bestPerplexity: exponential(state.bestLoss), modelPath: directory.modelPath,
      peakMemory: ProcessMemory.peak, seconds: monotonicSeconds() - startTime)
    report(.finished(result))
    return result
  }

  /// Trains until a limit is reached or `shouldStop` says so.
  private func train(
    _ shouldStop: () -> Bool, _ report: (TrainingEvent) -> Void
  ) throws(TrainingError) -> TrainingResult.Reason {
    while true {
      if let reason = course.end(model.state) { return reason }
      if let reason = try runEpoch(shouldStop, report) { return reason }
    }
  }

  /// Continues the epoch; nil if it is over, or must be started again after a rollback.
  private func runEpoch(
    _ shouldStop: () -> Bool, _ report: (TrainingEvent) -> Void
  ) throws(TrainingError) -> TrainingResult.Reason? {
    let collective = directory.collective
    let epoch = Epoch(model.state.epoch, of: corpus, on: model.pool, collective)
    speed = ProgressClock(windowTokens: model.state.window.tokens)
    while let batches = try epoch.batches(at: model.state.position) {
      guard let update = try model.update(batches, report) else { return nil }
      let progress = progress(update, of: epoch.updates ?? summary.updatesPerEpoch)
      report(.progress(progress))
      try model.writeMetrics(update, tokensPerSecond: progress.targetTokensPerSecond)
      if course.isValidationDue(model.state) {
        guard try model.validate(report) else { return nil }
        speed = ProgressClock(windowTokens: model.state.window.tokens)
      }
      if let end = course.end(model.state) { return end }
      // If one of several processes is told to stop, all stop.
      if collective.any(shouldStop()) { return .interrupted }
    }
    model.endEpoch()
    return nil
  }
}

@available(*, unavailable)
extension Trainer: Sendable {}
