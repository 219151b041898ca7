package import NeuralNetwork
internal import Platform

/// The directory of a training's files: `model.safetensors`, `checkpoint.safetensors`, `metrics.jsonl`, `pairs.cache`.
///
/// It is locked as long as the object exists, and removed with it if it was made and no file came into it. If several processes train together, the first locks it and
/// writes; the others only read the checkpoint.
package final class TrainingDirectory {
  let start: Trainer.Start
  package let collective: any Collective
  package let path: String
  private let lock: DirectoryLock?
  /// The directories that did not exist before, innermost first.
  private let made: [String]
  private var metrics: JSONLinesFile?
  /// The command that this run began with, for people who want to know how a model was made; nil: it is not noted.
  package var command: String?
  /// The lines of metrics when the command was noted.
  private var notedAt: Int?
  /// Since when the training runs, as if it had never been interrupted, on the monotonic clock.
  private var began = monotonicSeconds()

  private static let model = "model.safetensors"
  private static let checkpoint = "checkpoint.safetensors"
  private static let report = "report.html"
  private static let metrics = "metrics.jsonl"
  private static let pairs = "pairs.cache"

  /// The files that a training writes.
  package static let fileNames = [model, checkpoint, metrics, pairs, "\(pairs).json", report]

  /// The best model of the training in a directory.
  package static func modelPath(in directory: String) -> String { "\(directory)/\(model)" }
  /// Where programs report how the training in a directory went.
  package static func reportPath(in directory: String) -> String { "\(directory)/\(report)" }
  /// The checkpoint of the training in a directory.
  package static func checkpointPath(in directory: String) -> String {
    "\(directory)/\(checkpoint)"
  }
  /// Whether a training was begun and saved in a directory.
  package static func hasCheckpoint(in directory: String) -> Bool {
    FileSystem.exists(checkpointPath(in: directory))
  }

  var modelPath: String { Self.modelPath(in: path) }
  var checkpointPath: String { Self.checkpointPath(in: path) }
  var metricsPath: String { "\(path)/\(Self.metrics)" }
  /// Where this process may write encoded pairs.
  ///
  /// The first of several processes keeps them for all. Another has a place for pairs that it does not find there, such as
  /// those of another corpus, with which it will be refused.
  var pairFiles: PairFilePlace {
    PairFilePlace(
      directory: path,
      path: "\(path)/\(Self.pairs)" + (collective.isFirst ? "" : ".\(collective.rank)"))
  }
  /// Where the first process keeps encoded pairs.
  private var sharedPairFiles: PairFilePlace {
    PairFilePlace(directory: path, path: "\(path)/\(Self.pairs)")
  }

  /// Calls `prepare` with the places where encoded pairs may be; what is missing is written at the last one.
  ///
  /// If pairs may be on the disk, the first of several processes prepares them before the others, which use its file.
  func preparing<Result>(
    _ options: TrainingOptions, _ prepare: ([PairFilePlace]) throws(TrainingError) -> Result
  ) throws(TrainingError) -> Result {
    // As the first decides: others with other options must not wait alone.
    let isInTurn =
      collective.size > 1 && collective.broadcast(options.pairStorage == .memory ? 0 : 1) == 1
    guard isInTurn else { return try prepare([pairFiles]) }
    if collective.isFirst {
      let result = try prepare([pairFiles])
      collective.wait()
      return result
    }
    collective.wait()
    return try prepare([sharedPairFiles, pairFiles])
  }
  var hasModel: Bool { FileSystem.exists(modelPath) }

  /// Locks the directory, and creates it if it is missing.
  ///
  /// - Throws: ``TrainingError`` if it is in use, cannot be written to, or has a model without a checkpoint.
  package init(
    _ path: String, _ start: Trainer.Start, _ collective: any Collective = SingleProcess()
  ) throws(TrainingError) {
    self.path = path
    self.start = start
    self.collective = collective
    guard collective.isFirst else {
      lock = nil
      made = []
      // Until the first has made it.
      collective.wait()
      return
    }
    if start != .fresh { try Self.refuseForeignModel(in: path) }
    // Nothing is made where there is nothing to resume.
    if start == .resume, !Self.hasCheckpoint(in: path) {
      throw .nothingToResume(path: Self.checkpointPath(in: path))
    }
    made = FileSystem.missingDirectories(of: path)
    do {
      try FileSystem.makeDirectory(path)
      lock = try DirectoryLock(directory: path)
      lock?.removeLeftovers(
        of: [Self.model, Self.checkpoint, "\(Self.pairs).json", Self.report])
    } catch {
      throw .file(error)
    }
    collective.wait()
  }

  deinit {
    guard !made.isEmpty, FileSystem.names(in: path) == [DirectoryLock.fileName] else { return }
    FileSystem.remove("\(path)/\(DirectoryLock.fileName)")
    for directory in made { FileSystem.removeDirectory(directory) }
  }

  /// Refuses to replace a model without a checkpoint: it may be all that is left of days of training.
  private static func refuseForeignModel(in directory: String) throws(TrainingError) {
    let path = modelPath(in: directory)
    guard FileSystem.exists(path) && !hasCheckpoint(in: directory) else { return }
    throw .foreignModel(path: path)
  }

  /// The choices of the training that would be resumed; nil if there is none.
  private(set) lazy var saved: SavedChoices? =
    start == .fresh
    ? nil : (try? SafeTensorsFile(path: checkpointPath)).map { SavedChoices($0.metadata) }

  /// Restores the updater, and returns the state to resume from; nil if there is none.
  func restore(
    _ checkpoint: Checkpoint, into updater: ParallelUpdater<Network>
  ) throws(TrainingError) -> TrainingState? {
    let saved = start == .fresh ? nil : try checkpoint.read(into: updater)
    if start == .resume && saved == nil {
      throw .nothingToResume(path: checkpoint.path)
    }
    if saved?.bestScore != nil { try checkModel() }
    return saved
  }

  /// Refuses to resume without the best model: its weights are nowhere else, and others do not have its score.
  func checkModel() throws(TrainingError) {
    if !hasModel { throw .lostModel(path: modelPath) }
  }

  /// Keeps the lines of metrics that belong to a state, and removes later ones.
  ///
  /// - Returns: whether all of its lines are there, as they were written; the state then counts those that are.
  func keepMetrics(of state: inout TrainingState) throws(TrainingError) -> Bool {
    guard collective.isFirst else { return true }
    do {
      let file: JSONLinesFile
      if let metrics {
        try metrics.keep(lines: state.metricLines)
        file = metrics
      } else {
        file = try JSONLinesFile(
          path: metricsPath, keepingLines: state.metricLines,
          digestedUpTo: MetricTimes.beginning)
        metrics = file
        let earlier = TrainingHistory(path: metricsPath)?.seconds ?? 0
        began = monotonicSeconds() - earlier
      }
      let areSame =
        file.lineCount == state.metricLines
        && (state.metricDigest.map { $0 == String(file.digest, radix: 16) } ?? true)
      state.metricLines = file.lineCount
      return areSame
    } catch {
      throw .file(error)
    }
  }

  /// Adds a line of metrics, and counts it.
  func append(
    _ metric: some Encodable, tokensPerSecond: Double? = nil, to state: inout TrainingState
  ) throws(TrainingError) {
    // A rollback may remove the line that has it.
    let isNoted = notedAt.map { $0 < state.metricLines } ?? false
    if !isNoted { notedAt = state.metricLines }
    let times = MetricTimes(
      seconds: monotonicSeconds() - began, tokensPerSecond: tokensPerSecond,
      command: isNoted ? nil : command)
    do { try metrics?.append(times.added(to: stableJSON(metric))) } catch { throw .file(error) }
    state.metricLines += 1
  }

  /// Saves all that is needed to resume, metrics first, because the checkpoint counts their lines.
  func save(
    _ updater: ParallelUpdater<Network>, _ state: TrainingState, to checkpoint: Checkpoint
  ) throws(TrainingError) {
    do { try metrics?.synchronize() } catch { throw .file(error) }
    var state = state
    state.metricDigest = metrics.map { String($0.digest, radix: 16) }
    try checkpoint.write(updater, state, holding: lock)
  }

  /// Removes the encoded pairs.
  func removePairs() { pairFiles.remove() }

  func write(_ model: @autoclosure () -> TranslationModel) throws(TrainingError) {
    guard collective.isFirst else { return }
    do { try model().write(to: modelPath, holding: lock) } catch { throw .model(error) }
  }
}
