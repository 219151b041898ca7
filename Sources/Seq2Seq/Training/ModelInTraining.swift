internal import NeuralNetwork
internal import Platform

/// A model in training and its state: updated, validated, saved, and rolled back if its numbers are not finite.
final class ModelInTraining {
  /// The learning rate and the gradient's norm of an update.
  struct Update {
    let rate: Float
    /// The gradient's norm, before clipping.
    let norm: Float
  }

  private(set) var state: TrainingState
  /// Whether the training was resumed from a saved state.
  let isResumed: Bool
  /// Whether the metrics of the saved state were all there, and as they were written.
  let hasAllMetrics: Bool
  /// The memory that the training will need.
  let memory: MemoryForecast
  private let corpus: TrainingCorpus
  private let course: TrainingCourse
  private let directory: TrainingDirectory
  private let checkpoint: Checkpoint
  private let updater: ParallelUpdater<Network>
  private let updateOptions: ParallelUpdater<Network>.Options
  private let validation: Validation

  /// A fresh model, one that continues another, or the one that was saved in the directory.
  init(
    _ network: Network, _ corpus: TrainingCorpus, _ course: TrainingCourse,
    _ directory: TrainingDirectory, from base: BaseModel? = nil
  ) throws(TrainingError) {
    self.corpus = corpus
    self.course = course
    self.directory = directory
    updater = corpus.plan.makeUpdater(
      network, directory.collective, from: base?.model.values)
    updateOptions = corpus.plan.updateOptions(corpus.shortlist)
    validation = Validation(corpus)
    checkpoint = Checkpoint(path: directory.checkpointPath, identity: corpus.identity)
    let saved = try directory.restore(checkpoint, into: updater)
    isResumed = saved != nil
    var state = saved ?? TrainingState()
    hasAllMetrics = try directory.keepMetrics(of: &state)
    self.state = state
    // Before anything is written: who is refused may try again with other options.
    memory = try MemoryForecast(updater, updateOptions.loss, corpus, validation)
    if !isResumed { try checkpoint.write(updater, state) }
  }

  /// The threads that updates are made on.
  var pool: WorkerPool { updater.workers.pool }

  /// Makes one update; nil if it was not finite, so that the training was rolled back.
  func update(
    _ batches: [[EncodedPair]], _ report: (TrainingEvent) -> Void
  ) throws(TrainingError) -> Update? {
    let rate = course.rate(update: state.update + 1, state)
    // The number of the update names its dropout masks, so that a resumed run draws the same.
    let seed = corpus.plan.options.seed &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(state.update)
    let outcome = updater.update(batches, rate: rate, seed: seed, updateOptions)
    guard outcome.isFinite else {
      try rollBack(report)
      return nil
    }
    state.add(outcome.loss, isClipped: outcome.isClipped)
    return Update(rate: rate, norm: outcome.norm)
  }

  func endEpoch() { state.endEpoch() }

  /// Writes a line of metrics, if one is due.
  func writeMetrics(_ update: Update, tokensPerSecond: Double) throws(TrainingError) {
    guard state.update % TrainingMetric.interval == 0 else { return }
    try directory.append(
      TrainingMetric(state, rate: update.rate, norm: update.norm),
      tokensPerSecond: tokensPerSecond, to: &state)
    state.window = .init()
  }

  /// Whether the model computes finite numbers.
  var isSound: Bool { updater.isSound(on: Array(corpus.training.prefix(8))) }

  /// Returns to the last state saved, at half the learning rate.
  func rollBack(_ report: (TrainingEvent) -> Void) throws(TrainingError) {
    guard course.mayReturn(from: state) else {
      throw .diverged(update: state.update, rollbacks: state.rollbacks)
    }
    guard let saved = try checkpoint.read(into: updater) else {
      throw .lostCheckpoint(path: checkpoint.path)
    }
    state = course.returned(to: saved, from: state)
    if try !directory.keepMetrics(of: &state) {
      report(.metricsChanged(path: directory.metricsPath))
    }
    report(
      .rolledBack(toUpdate: state.update, rate: course.rate(update: state.update + 1, state)))
  }

  /// Validates and saves; false if numbers were not finite, so that the training was rolled back.
  func validate(_ report: (TrainingEvent) -> Void) throws(TrainingError) -> Bool {
    let began = monotonicSeconds()
    let outcome = updater.withAverage { validation.run(updater) }
    guard outcome.loss.isFinite && isSound else {
      try rollBack(report)
      return false
    }
    let isBest = course.validated(loss: outcome.loss, bleu: outcome.bleu, &state)
    if isBest { try writeModel() }
    try directory.append(ValidationMetric(state, outcome, isBest: isBest), to: &state)
    report(
      .validated(
        ValidationReport(state, outcome, isBest: isBest, seconds: monotonicSeconds() - began)))
    try save(report)
    return true
  }

  /// Saves all that is needed to resume.
  func save(_ report: (TrainingEvent) -> Void) throws(TrainingError) {
    try directory.save(updater, state, to: checkpoint)
    report(.saved(path: checkpoint.path))
  }

  /// Writes the model file.
  func writeModel() throws(TrainingError) {
    try directory.write(
      TranslationModel(
        network: updater.model, values: updater.bestValues,
        sourceTokenizer: corpus.sourceTokenizer, targetTokenizer: corpus.targetTokenizer,
        learnedForms: corpus.sourceForms, spanForms: corpus.spanForms,
        shortlist: corpus.shortlist,
        paragraphShare: corpus.paragraphShare, markedEndShare: corpus.markedEndShare,
        notes: corpus.notes(state)))
  }
}
