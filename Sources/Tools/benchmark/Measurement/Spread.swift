/// Minimum, median and maximum of several repeats.
struct Spread: Codable {
  let min: Double
  let median: Double
  let max: Double

  init(_ values: [Double]) {
    let sorted = values.sorted()
    min = sorted.first ?? 0
    median = sorted.isEmpty ? 0 : (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    max = sorted.last ?? 0
  }
}
