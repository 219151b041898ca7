package import NeuralNetwork
internal import Platform
package import Tokenization

/// Trains a language model, and saves what is needed to resume.
///
/// Updates are those of ``ParallelUpdater``. The file of the model has the weights of the best epoch by held-out text;
/// a checkpoint beside it is there until the training ends.
package final class LanguageTrainer {
  package struct Options: Sendable, Hashable, Codable {
    package var partition = LanguagePartition()
    package var dropout: Float = 0.2
    /// The first learning rate; it is halved after each epoch that is not the best.
    package var rate: Float = 0.003
    package var clip: Float = 1
    package var epochs = 20
    /// Training ends after this many epochs in a row without a better one.
    package var patience = 3
    package var seed: UInt64 = 1

    package init() {}
  }

  /// How far a training is.
  package struct Progress: Sendable, Hashable, Codable {
    /// Epochs done.
    package var epoch = 0
    /// Updates done in the epoch that has begun, and in all.
    package var update = 0
    package var updateCount = 0
    package var bestEpoch = 0
    /// The perplexity of held-out text after the best epoch; nil: there was none yet.
    package var bestPerplexity: Double?
    package var rate: Float = 0

    /// Epochs since the best one.
    var stale: Int { epoch - bestEpoch }
  }

  package enum Event {
    /// `update` of `count` updates of epoch `number`, from 1.
    case update(epoch: Int, update: Int, count: Int, loss: LossSum)
    case epoch(number: Int, training: Double, heldOut: Double, isBest: Bool)
  }

  /// Windows that held-out text is computed in.
  private static let heldOutSteps = 256

  package let path: String
  package let options: Options
  package internal(set) var progress = Progress()
  let updater: ParallelUpdater<LanguageNetwork>
  var carried: [CarriedState] = []
  let training, heldOut: [Int32]
  private let tokenizer: Tokenizer
  private let notes: [String: String]

  /// Prepares a training.
  ///
  /// - Parameters:
  ///   - path: the file of the model.
  ///   - shape: the model's sizes, without the vocabulary.
  ///   - tokenizer: what made the tokens.
  ///   - tokens: those to learn, and those of held-out text.
  ///   - options: the course of the training.
  ///   - threads: worker threads; the result depends on their number in the last bits only.
  ///   - notes: what is known of the training, for people to read.
  package init(
    path: String, _ shape: LanguageShape, _ tokenizer: Tokenizer,
    tokens: (training: [Int32], heldOut: [Int32]), _ options: Options, threads: Int,
    notes: [String: String] = [:]
  ) {
    self.path = path
    self.options = options
    self.tokenizer = tokenizer
    self.notes = notes
    (training, heldOut) = tokens
    var shape = shape
    shape.vocabulary = tokenizer.vocabularySize
    let network = LanguageNetwork(shape)
    let store = ParameterStore(layout: network.layout, purpose: .training)
    var generator = SeededGenerator(seed: options.seed, stream: 2)
    store.initialize(using: &generator)
    updater = ParallelUpdater(
      model: network, store: store,
      optimizer: Adam(size: network.layout.size, options: AdamOptions()), threads: threads)
    progress.rate = options.rate
  }

  package var parameterCount: Int { updater.model.layout.parameterCount }

  /// Trains to the end, or until `stops` says true; then what is done is saved.
  ///
  /// - Returns: whether the training is complete.
  /// - Throws: ``LanguageModelError/diverged``, or ``ModelError`` if a file cannot be written.
  package func run(stops: () -> Bool, _ report: (Event) -> Void) throws -> Bool {
    while progress.epoch < options.epochs && progress.stale < options.patience {
      guard let loss = try runEpoch(stops: stops, report) else {
        try save()
        return false
      }
      try endEpoch(loss, report)
    }
    FileSystem.remove(checkpointPath)
    return true
  }

  /// Makes the updates of an epoch that are left; returns their loss, or nil if it was stopped.
  private func runEpoch(stops: () -> Bool, _ report: (Event) -> Void) throws -> LossSum? {
    let updates = options.partition.updates(
      tokens: training.count, epoch: progress.epoch, seed: options.seed)
    if progress.update == 0 || carried.isEmpty { carried = streams(updates) }
    var updateOptions = ParallelUpdater<LanguageNetwork>.Options(
      loss: .init(dropout: options.dropout))
    updateOptions.clipNorm = options.clip
    var loss = LossSum()
    while progress.update < updates.count {
      if stops() { return nil }
      let windows = updates[progress.update].enumerated().map { stream, range in
        LanguageWindow(
          training[range.lowerBound...range.upperBound],
          carried: carried.isEmpty ? nil : carried[stream])
      }
      let result = updater.update(
        windows, rate: progress.rate,
        seed: SeededGenerator.mix(options.seed &+ UInt64(updater.updateCount)), updateOptions)
      guard result.isFinite else { throw LanguageModelError.diverged }
      loss += result.loss
      progress.update += 1
      progress.updateCount = updater.updateCount
      report(
        .update(
          epoch: progress.epoch + 1, update: progress.update, count: updates.count, loss: loss))
    }
    return loss
  }

  /// A state of zero for each stream; none if windows do not follow each other.
  private func streams(_ updates: [[Range<Int>]]) -> [CarriedState] {
    guard options.partition.order == .sequential, let first = updates.first else { return [] }
    return first.map { _ in CarriedState() }
  }

  private func endEpoch(_ loss: LossSum, _ report: (Event) -> Void) throws {
    let perplexity = exponential(heldOutLoss().meanNLL)
    (progress.epoch, progress.update, carried) = (progress.epoch + 1, 0, [])
    let isBest = perplexity < progress.bestPerplexity ?? .infinity
    if isBest {
      (progress.bestEpoch, progress.bestPerplexity) = (progress.epoch, perplexity)
      var notes = notes
      notes["epochs"] = "\(progress.epoch)"
      notes["held-out perplexity"] = "\(perplexity)"
      try TrainedLanguageModel(
        network: updater.model, values: updater.store.values, tokenizer: tokenizer, notes: notes
      ).write(to: path)
    } else {
      progress.rate /= 2
    }
    try save()
    report(
      .epoch(
        number: progress.epoch, training: exponential(loss.meanNLL), heldOut: perplexity,
        isBest: isBest))
  }

  /// The loss of held-out text, read from its beginning to its end with the state carried on.
  package func heldOutLoss() -> LossSum {
    let carried = CarriedState()
    var sum = LossSum()
    for start in stride(from: 0, to: heldOut.count - 1, by: Self.heldOutSteps) {
      let end = min(start + Self.heldOutSteps, heldOut.count - 1)
      sum += updater.loss([[LanguageWindow(heldOut[start...end], carried: carried)]], .init())
    }
    return sum
  }
}
