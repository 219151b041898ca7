internal import NeuralNetwork
internal import Platform

/// Trains a model on a corpus, from the beginning or from where it was left.
///
/// In the output directory stand `model.safetensors`, the best model so far; `checkpoint.safetensors`,
/// all that is needed to go on; and `metrics.jsonl`, one JSON object per report. With the same corpus,
/// options, seed and number of threads the model is the same to the byte, interrupted or not.
///
/// It keeps the thread that calls until it is done, and is not `Sendable`: in an app, use ``TrainingRun``.
public final class Trainer {
  /// What to do about an earlier training in the same directory.
  public enum Start: String, Sendable, CaseIterable {
    /// Go on if it is the same training, begin if there is none; an error if it is another.
    case resumeIfSame
    /// Go on; an error if there is none.
    case resume
    /// Begin anew; what was there is replaced once the new one has something to save.
    case fresh
  }

  /// The corpus and the model, as training begins.
  public let summary: TrainingSummary
  /// The memory that this training will need.
  public let memory: MemoryForecast
  /// What was found in the corpus files.
  public var corpusReports: [CorpusReport] { corpus.reports }

  private let corpus: TrainingCorpus
  private let course: TrainingCourse
  private let directory: TrainingDirectory
  private let model: ModelInTraining
  private var startTime = monotonicSeconds()
  private var speed = ProgressClock()

  /// Reads the corpus, learns the tokenizers and builds the model.
  ///
  /// - Parameters:
  ///   - input: the sentence pairs to train on and, if there are any, those to validate with.
  ///   - options: sizes, learning and limits; what is nil there follows from the corpus.
  ///   - directory: where the model, the checkpoint and the metrics are written; it is made if missing.
  ///   - start: what to do about an earlier training in that directory.
  ///   - preparation: hears how far the preparation is, and may cancel it.
  /// - Throws: ``TrainingError``: a corpus without usable pairs, a directory that cannot be written to or
  ///   is in use, an earlier training there that cannot go on; or ``TrainingError/cancelled``.
  public convenience init(
    _ input: TrainingInput, _ options: TrainingOptions, output directory: String,
    start: Start = .resumeIfSame, preparation: PreparationObserver = PreparationObserver()
  ) throws(TrainingError) {
    try self.init(input, options, in: TrainingDirectory(directory, start), preparation)
  }

  /// The same, in a directory that is taken already; perhaps as one of several processes.
  package init(
    _ input: TrainingInput, _ options: TrainingOptions, in directory: TrainingDirectory,
    _ preparation: PreparationObserver = PreparationObserver()
  ) throws(TrainingError) {
    self.directory = directory
    corpus = try TrainingCorpus(input, options, preparation)
    let network = try corpus.makeNetwork()
    summary = TrainingSummary(corpus, network)
    course = TrainingCourse(corpus.plan, updatesPerEpoch: summary.updatesPerEpoch)
    model = try ModelInTraining(network, corpus, course, directory)
    memory = model.memoryForecast()
  }

  /// Trains until it is done or told to stop.
  ///
  /// - Parameters:
  ///   - shouldStop: asked after every update; true saves and ends.
  ///   - report: is told what happens, on the calling thread.
  /// - Throws: ``TrainingError`` if something cannot be saved, or the loss is not finite again and again.
  public func run(
    shouldStop: () -> Bool = { false }, report: (TrainingEvent) -> Void
  ) throws(TrainingError) -> TrainingResult {
    startTime = monotonicSeconds()
    report(.prepared(summary))
    if model.isResumed {
      report(.resumed(updates: model.state.update, epoch: model.state.epoch + 1))
    }
    var reason = try train(shouldStop, report)
    // The last update may have broken the model; only the next one would have found out.
    while !model.isSound {
      try model.rollBack(report)
      if reason == .interrupted { break }
      reason = try train(shouldStop, report)
    }
    try model.save(report)
    // Never validated: a model that is there already is that of another training.
    let state = model.state
    if state.bestScore == nil || !directory.hasModel { try model.writeModel() }
    let result = TrainingResult(
      reason: reason, updates: state.update, epochs: state.epoch, bestBLEU: state.bestBLEU,
      bestPerplexity: exponential(state.bestLoss), modelPath: directory.modelPath,
      peakMemory: ProcessMemory.peak, seconds: monotonicSeconds() - startTime)
    report(.finished(result))
    return result
  }

  /// Trains until a limit is reached or someone says so.
  private func train(
    _ shouldStop: () -> Bool, _ report: (TrainingEvent) -> Void
  ) throws(TrainingError) -> TrainingResult.Reason {
    while true {
      if let reason = course.end(model.state) { return reason }
      if let reason = try runEpoch(shouldStop, report) { return reason }
    }
  }

  /// Goes on with the epoch; nil: it is over, or must be taken up anew after a return to an earlier state.
  private func runEpoch(
    _ shouldStop: () -> Bool, _ report: (TrainingEvent) -> Void
  ) throws(TrainingError) -> TrainingResult.Reason? {
    let collective = directory.collective
    let pairs = corpus.training(inEpoch: model.state.epoch, on: model.pool)
    let updates = corpus.plan.batches(ofEpoch: model.state.epoch, pairs.lengths)
      .updates(
        accumulating: corpus.plan.options.accumulation, of: collective.rank,
        among: collective.size)
    speed = ProgressClock()
    while model.state.position < updates.count {
      let batches = updates[model.state.position].map { $0.map { pairs[$0] } }
      guard let update = try model.update(batches, report) else { return nil }
      report(.progress(progress(update, of: updates.count)))
      try model.writeMetrics(rate: update.rate)
      if course.isValidationDue(model.state) {
        guard try model.validate(report) else { return nil }
        speed = ProgressClock()
      }
      if let end = course.end(model.state) { return end }
      // Whoever of several processes is told, all stop.
      if collective.any(shouldStop()) { return .interrupted }
    }
    model.endEpoch()
    return nil
  }

  private func progress(_ update: ModelInTraining.Update, of updates: Int) -> TrainingProgress {
    let state = model.state
    return TrainingProgress(
      epoch: state.epoch + 1, update: state.update, updatesPerEpoch: updates,
      updateInEpoch: state.position, loss: state.window.meanLoss,
      perplexity: state.window.perplexity, rate: update.rate, norm: update.norm,
      clipped: state.window.clipped, updatesSinceReport: state.window.updates,
      targetTokensPerSecond: speed.lap(state.window.tokens),
      seconds: monotonicSeconds() - startTime)
  }
}

@available(*, unavailable)
extension Trainer: Sendable {}
