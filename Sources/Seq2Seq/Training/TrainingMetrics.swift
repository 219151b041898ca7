/// A line of `metrics.jsonl`; without times, so that a resumed run writes the same ones.
struct TrainingMetric: Encodable {
  let update: Int
  let epoch: Int
  let loss: Double
  let perplexity: Double?
  let rate: Double
  let clipped: Int
}

struct ValidationMetric: Encodable {
  let update: Int
  let epoch: Int
  let validationLoss: Double
  let validationPerplexity: Double?
  let validationBLEU: Double
  let isBest: Bool
}

/// JSON knows no infinity, which a perplexity soon is where training goes astray.
func finite(_ number: Double) -> Double? { number.isFinite ? number : nil }
