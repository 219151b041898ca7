/// Where a training stands: with the weights and the optimizer's state, all that is needed to go on.
struct TrainingState: Sendable, Hashable, Codable {
  /// Updates made.
  var update = 0
  /// Counted from 0.
  var epoch = 0
  /// Batches of the epoch that were used.
  var position = 0
  /// The best validation so far: its score by the criterion, larger is better.
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
  /// Since the last line of `metrics.jsonl`.
  var window = Window()
  /// Why the training is over, if it is.
  var end: String?

  /// Sums over some updates.
  struct Window: Sendable, Hashable, Codable {
    var smoothed = 0.0
    var nll = 0.0
    var tokens = 0
    var updates = 0
    var clipped = 0
  }
}
