internal import NeuralNetwork
internal import Platform

/// The state of a training; with the weights and the optimizer's state, all that is needed to resume.
struct TrainingState: Sendable, Hashable, Codable {
  /// Updates made.
  var update = 0
  /// The epoch, counted from 0.
  var epoch = 0
  /// Updates made in this epoch.
  var position = 0
  /// The score of the best validation so far by the criterion; larger is better.
  var bestScore: Double?
  var bestBLEU = 0.0
  var bestLoss = 0.0
  var validationsWithoutProgress = 0
  /// How often the learning rate was halved.
  var reductions = 0
  /// Validations since the rate was last halved or progress made.
  var validationsOnPlateau = 0
  var rollbacks = 0
  /// Lines of `metrics.jsonl` that belong to this state.
  var metricLines = 0
  /// A hash of these lines; nil in checkpoints of earlier versions.
  var metricDigest: String?
  /// Sums since the last line of `metrics.jsonl`.
  var window = Window()

  /// Sums over some updates.
  struct Window: Sendable, Hashable, Codable {
    var smoothed = 0.0
    var nll = 0.0
    var tokens = 0
    var updates = 0
    var clipped = 0

    /// The mean loss per token.
    var meanLoss: Double { smoothed / Double(max(tokens, 1)) }
    var perplexity: Double { exponential(nll / Double(max(tokens, 1))) }
  }

  /// Counts an update.
  mutating func add(_ loss: LossSum, isClipped: Bool) {
    update += 1
    position += 1
    window.smoothed += loss.smoothed
    window.nll += loss.nll
    window.tokens += loss.tokens
    window.updates += 1
    window.clipped += isClipped ? 1 : 0
  }

  /// Ends an epoch.
  mutating func endEpoch() {
    position = 0
    epoch += 1
  }
}
