internal import NeuralNetwork
internal import Platform

/// Trains a model on a corpus, from the beginning or from where it was left.
///
/// In the output directory stand `model.safetensors`, the best model so far; `checkpoint.safetensors`,
/// all that is needed to go on; and `metrics.jsonl`, one JSON object per report. With the same corpus,
/// options, seed and number of threads the model is the same to the byte, interrupted or not.
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
  private let directory: String
  private let lock: DirectoryLock
  private let checkpoint: Checkpoint
  private let updater: ParallelUpdater<Network>
  private let updateOptions: ParallelUpdater<Network>.Options
  private let schedule: LearningRateSchedule
  private let validation: Validation
  private let metrics: JSONLinesFile
  private var state: TrainingState
  private let isResumed: Bool
  private var startTime = monotonicSeconds()

  private var plan: TrainingPlan { corpus.plan }
  private var modelPath: String { "\(directory)/model.safetensors" }

  /// Halvings after a loss that is not finite, before training gives up.
  private static let mostRollbacks = 5
  /// Updates between lines of `metrics.jsonl`.
  private static let reportInterval = 25

  /// Reads the corpus, learns the tokenizers and builds the model.
  ///
  /// - Parameter preparation: hears how far it is, and may end it.
  /// - Throws: ``TrainingError``: a corpus without usable pairs, a directory that cannot be written to or
  ///   is in use, an earlier training there that cannot go on; or ``TrainingError/cancelled``.
  public init(
    _ input: TrainingInput, _ options: TrainingOptions, output directory: String,
    start: Start = .resumeIfSame, preparation: PreparationObserver = PreparationObserver()
  ) throws(TrainingError) {
    if start != .fresh { try Self.refuseForeignModel(in: directory) }
    do {
      try FileSystem.makeDirectory(directory)
      lock = try DirectoryLock(directory: directory)
    } catch {
      throw .file(error)
    }
    self.directory = directory
    corpus = try TrainingCorpus(input, options, preparation)
    let network = Network(corpus.configuration)
    summary = TrainingSummary(corpus, network)
    if let problem = network.configuration.problem
      ?? network.configuration.problem(
        source: corpus.sourceTokenizer, target: corpus.targetTokenizer)
    {
      throw .impossibleModel(problem: problem)
    }
    updater = corpus.plan.makeUpdater(network)
    updateOptions = corpus.plan.updateOptions
    schedule = corpus.plan.schedule(updatesPerEpoch: summary.updatesPerEpoch)
    validation = Validation(corpus)
    checkpoint = Checkpoint(
      path: "\(directory)/checkpoint.safetensors", identity: corpus.identity)
    let saved = start == .fresh ? nil : try checkpoint.read(into: updater)
    if start == .resume && saved == nil {
      throw .nothingToResume(path: checkpoint.path)
    }
    isResumed = saved != nil
    state = saved ?? TrainingState()
    do {
      metrics = try JSONLinesFile(
        path: "\(directory)/metrics.jsonl", keepingLines: state.metricLines)
    } catch {
      throw .file(error)
    }
    if !isResumed { try checkpoint.write(updater, state) }
    memory = MemoryForecast(updater, updateOptions.loss, corpus, validation)
  }

  /// A model without a checkpoint beside it was not begun here: it may be all that is left of days of work.
  private static func refuseForeignModel(in directory: String) throws(TrainingError) {
    let model = "\(directory)/model.safetensors"
    guard FileSystem.exists(model) && !FileSystem.exists("\(directory)/checkpoint.safetensors")
    else { return }
    throw .foreignModel(path: model)
  }

  // MARK: - The course

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
    if isResumed { report(.resumed(updates: state.update, epoch: state.epoch + 1)) }
    state.end = limitReached?.rawValue
    while state.end == nil {
      try runEpoch(shouldStop, report)
      if state.end == TrainingResult.Reason.interrupted.rawValue { break }
    }
    let reason = TrainingResult.Reason(rawValue: state.end ?? "") ?? .interrupted
    if reason == .interrupted { state.end = nil }
    // The last update may have broken the model; only the next one would have found out.
    if !isSound { try rollBack(report) }
    try save(report)
    // Never validated: a model that is there already is that of another training.
    if state.bestScore == nil || !FileSystem.exists(modelPath) { try saveModel() }
    let result = TrainingResult(
      reason: reason, updates: state.update, epochs: state.epoch, bestBLEU: state.bestBLEU,
      bestPerplexity: exponential(state.bestLoss), modelPath: modelPath,
      peakMemory: ProcessMemory.peak, seconds: monotonicSeconds() - startTime)
    report(.finished(result))
    return result
  }

  private func runEpoch(
    _ shouldStop: () -> Bool, _ report: (TrainingEvent) -> Void
  ) throws(TrainingError) {
    let pairs = corpus.training(inEpoch: state.epoch, on: updater.workers.pool)
    let batches = BatchPlan(
      lengths: pairs.lengths, options: BatchOptions(size: plan.batch),
      seed: plan.options.seed,
      epoch: state.epoch
    ).updates(accumulating: plan.options.accumulation)
    let interval = plan.validationInterval(updatesPerEpoch: summary.updatesPerEpoch)
    var clock = ProgressClock()
    while state.position < batches.count {
      let batch = batches[state.position].map { $0.map { pairs[$0] } }
      guard try update(batch, report) else { return }
      report(.progress(progress(of: batches.count, clock.lap(state.window.tokens))))
      try writeMetrics()
      if state.update % interval == 0 {
        guard try validate(report) else { return }
        clock = ProgressClock()
      }
      state.end = limitReached?.rawValue
      if state.end == nil && shouldStop() {
        state.end = TrainingResult.Reason.interrupted.rawValue
      }
      if state.end != nil { return }
    }
    state.position = 0
    state.epoch += 1
    state.end = limitReached?.rawValue
  }

  /// Which limit ends the training, if one does: those of a run that is resumed may have been others.
  private var limitReached: TrainingResult.Reason? {
    if state.validationsWithoutProgress >= max(1, plan.patience) { return .patience }
    if let most = plan.options.maximumUpdates, state.update >= most { return .updates }
    return state.epoch >= plan.maximumEpochs ? .epochs : nil
  }

  /// Makes one update.
  ///
  /// False: it was rolled back, and the epoch must be taken up anew.
  private func update(
    _ batches: [[EncodedPair]], _ report: (TrainingEvent) -> Void
  ) throws(TrainingError) -> Bool {
    let rate = schedule.rate(update: state.update + 1, reductions: state.reductions)
    // The number of the update names its dropout masks, so that a resumed run draws the same.
    let seed = plan.options.seed &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(state.update)
    let outcome = updater.update(batches, rate: rate, seed: seed, updateOptions)
    guard outcome.isFinite else {
      try rollBack(report)
      return false
    }
    state.update += 1
    state.position += 1
    state.window.smoothed += outcome.loss.smoothed
    state.window.nll += outcome.loss.nll
    state.window.tokens += outcome.loss.tokens
    state.window.updates += 1
    state.window.clipped += outcome.isClipped ? 1 : 0
    lastNorm = outcome.norm
    return true
  }

  private var lastNorm: Float = 0

  /// Returns to the last state saved, at half the learning rate.
  private func rollBack(_ report: (TrainingEvent) -> Void) throws(TrainingError) {
    let rollbacks = state.rollbacks + 1
    if rollbacks > Self.mostRollbacks {
      throw .diverged(update: state.update, rollbacks: Self.mostRollbacks)
    }
    guard var saved = try checkpoint.read(into: updater) else {
      throw .lostCheckpoint(path: checkpoint.path)
    }
    saved.rollbacks = rollbacks
    saved.reductions = max(saved.reductions, state.reductions) + 1
    do { try metrics.keep(lines: saved.metricLines) } catch { throw .file(error) }
    state = saved
    report(
      .rolledBack(
        toUpdate: state.update,
        rate: schedule.rate(update: state.update + 1, reductions: state.reductions)))
  }

  /// Whether the model's numbers are finite and it computes a finite loss.
  private var isSound: Bool {
    func loss() -> Double { updater.loss([corpus.training.prefix(8)]).nll }
    return hasFiniteWeights && loss().isFinite && updater.withAverage(loss).isFinite
  }

  /// An infinite weight need not show in the loss: gates saturate.
  private var hasFiniteWeights: Bool {
    [updater.store.values, updater.bestValues].allSatisfy { $0.floats.isFinite }
  }

  // MARK: - Validation

  /// Validates and saves; false if the model was broken and is rolled back.
  private func validate(_ report: (TrainingEvent) -> Void) throws(TrainingError) -> Bool {
    let began = monotonicSeconds()
    let outcome = updater.withAverage { validation.run(updater) }
    // Of averaged weights the loss may be finite while that of the weights themselves is not.
    guard outcome.loss.isFinite && isSound else {
      try rollBack(report)
      return false
    }
    let score = plan.options.criterion == .bleu ? outcome.bleu : -outcome.loss
    // Of equal BLEU, such as none at all in the first validations, the lower loss is progress.
    let isBest = state.bestScore.map { ($0, -state.bestLoss) < (score, -outcome.loss) } ?? true
    if isBest {
      (state.bestScore, state.bestBLEU, state.bestLoss) = (score, outcome.bleu, outcome.loss)
      state.validationsWithoutProgress = 0
      state.validationsOnPlateau = 0
      try saveModel()
    } else {
      state.validationsWithoutProgress += 1
      state.validationsOnPlateau += 1
      reduceRate()
    }
    try writeMetrics(outcome, isBest: isBest)
    report(
      .validated(
        ValidationReport(
          epoch: state.epoch + 1, update: state.update, loss: outcome.loss, bleu: outcome.bleu,
          samples: outcome.samples, isBest: isBest,
          validationsWithoutProgress: state.validationsWithoutProgress,
          isCollapsed: outcome.isCollapsed, seconds: monotonicSeconds() - began)))
    try save(report)
    return true
  }

  private func reduceRate() {
    guard schedule.kind == .plateau && state.validationsOnPlateau >= 2 else { return }
    state.reductions += 1
    state.validationsOnPlateau = 0
  }

  // MARK: - Saving

  private func save(_ report: (TrainingEvent) -> Void) throws(TrainingError) {
    do { try metrics.synchronize() } catch { throw .file(error) }
    try checkpoint.write(updater, state)
    report(.saved(path: checkpoint.path))
  }

  private func saveModel() throws(TrainingError) {
    let model = TranslationModel(
      network: updater.model, values: updater.bestValues,
      sourceTokenizer: corpus.sourceTokenizer, targetTokenizer: corpus.targetTokenizer,
      shortlist: corpus.shortlist, notes: corpus.notes(state))
    do { try model.write(to: modelPath) } catch { throw .model(error) }
  }

  // MARK: - Reports

  private func progress(of batches: Int, _ tokensPerSecond: Double) -> TrainingProgress {
    let window = state.window
    let tokens = Double(max(window.tokens, 1))
    return TrainingProgress(
      epoch: state.epoch + 1, update: state.update, updatesPerEpoch: batches,
      updateInEpoch: state.position, loss: window.smoothed / tokens,
      perplexity: exponential(window.nll / tokens),
      rate: schedule.rate(update: max(state.update, 1), reductions: state.reductions),
      norm: lastNorm, clipped: window.clipped, updatesSinceReport: window.updates,
      targetTokensPerSecond: tokensPerSecond, seconds: monotonicSeconds() - startTime)
  }

  private func writeMetrics() throws(TrainingError) {
    guard state.update % Self.reportInterval == 0 else { return }
    let window = state.window
    let tokens = Double(max(window.tokens, 1))
    try append(
      TrainingMetric(
        update: state.update, epoch: state.epoch + 1, loss: window.smoothed / tokens,
        perplexity: finite(exponential(window.nll / tokens)),
        rate: Double(schedule.rate(update: state.update, reductions: state.reductions)),
        clipped: window.clipped))
    state.window = .init()
  }

  private func writeMetrics(
    _ outcome: Validation.Outcome, isBest: Bool
  ) throws(TrainingError) {
    try append(
      ValidationMetric(
        update: state.update, epoch: state.epoch + 1, validationLoss: outcome.loss,
        validationPerplexity: finite(exponential(outcome.loss)), validationBLEU: outcome.bleu,
        isBest: isBest))
  }

  private func append(_ metric: some Encodable) throws(TrainingError) {
    do { try metrics.append(stableJSON(metric)) } catch { throw .file(error) }
    state.metricLines += 1
  }
}
