internal import Platform

/// A line of `metrics.jsonl`; without times, so that a resumed training writes the same (see ``MetricTimes``).
struct TrainingMetric: Encodable {
  let update: Int
  let epoch: Int
  let loss: Double
  let perplexity: Double?
  let rate: Double
  /// The norm of the last update's gradient, before clipping.
  let gradientNorm: Double?
  let clipped: Int
  /// Target tokens that the means are over.
  let tokens: Int

  enum CodingKeys: String, CodingKey {
    case update, epoch, loss, perplexity, rate, clipped, tokens
    case gradientNorm = "gradient_norm"
  }

  /// Updates between lines.
  static let interval = 25

  /// The means over the state's window.
  init(_ state: TrainingState, rate: Float, norm: Float) {
    update = state.update
    epoch = state.epoch + 1
    loss = state.window.meanLoss
    perplexity = finite(state.window.perplexity)
    self.rate = Double(rate)
    gradientNorm = finite(Double(norm))
    clipped = state.window.clipped
    tokens = state.window.tokens
  }
}

struct ValidationMetric: Encodable {
  let update: Int
  let epoch: Int
  let validationLoss: Double
  let validationPerplexity: Double?
  let validationBLEU: Double
  let isBest: Bool

  enum CodingKeys: String, CodingKey {
    case update, epoch
    case validationLoss = "validation_loss"
    case validationPerplexity = "validation_perplexity"
    case validationBLEU = "validation_bleu"
    case isBest = "is_best"
  }

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
