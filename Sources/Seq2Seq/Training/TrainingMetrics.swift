internal import Platform

/// A line of `metrics.jsonl`; without times, so that a resumed training writes the same lines.
struct TrainingMetric: Encodable {
  let update: Int
  let epoch: Int
  let loss: Double
  let perplexity: Double?
  let rate: Double
  let clipped: Int

  /// Updates between lines.
  static let interval = 25

  /// The means over the state's window.
  init(_ state: TrainingState, rate: Float) {
    update = state.update
    epoch = state.epoch + 1
    loss = state.window.meanLoss
    perplexity = finite(state.window.perplexity)
    self.rate = Double(rate)
    clipped = state.window.clipped
  }
}

struct ValidationMetric: Encodable {
  let update: Int
  let epoch: Int
  let validationLoss: Double
  let validationPerplexity: Double?
  let validationBLEU: Double
  let isBest: Bool

  init(_ state: TrainingState, _ outcome: Validation.Outcome, isBest: Bool) {
    update = state.update
    epoch = state.epoch + 1
    validationLoss = outcome.loss
    validationPerplexity = finite(exponential(outcome.loss))
    validationBLEU = outcome.bleu
    self.isBest = isBest
  }
}

extension ValidationReport {
  init(_ state: TrainingState, _ outcome: Validation.Outcome, isBest: Bool, seconds: Double) {
    self.init(
      epoch: state.epoch + 1, update: state.update, loss: outcome.loss, bleu: outcome.bleu,
      samples: outcome.samples, isBest: isBest,
      validationsWithoutProgress: state.validationsWithoutProgress,
      isCollapsed: outcome.isCollapsed, seconds: seconds)
  }
}

/// Nil for infinity, which JSON cannot represent: the perplexity of a diverging training.
func finite(_ number: Double) -> Double? { number.isFinite ? number : nil }
