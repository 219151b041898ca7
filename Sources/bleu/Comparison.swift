import Evaluation
import Formatting

/// The scores of several systems side by side.
struct Comparison {
  /// The scores by one metric.
  struct Column {
    let name: String
    /// One score per system.
    let scores: [ComparedScore]
    let signature: Signature
  }

  private let systems: [String]
  private let test: ResamplingSettings?
  private let columns: [Column]

  /// Makes a comparison; with a test, the first system is the baseline.
  init(systems: [String], columns: [Column], test: ResamplingSettings?) {
    self.systems = systems.enumerated().map { index, name in
      index == 0 && test != nil ? "Baseline: \(name)" : name
    }
    self.columns = columns
    self.test = test
  }

  /// A list with one object per system.
  func json(_ output: OutputOptions) -> String {
    let objects = systems.enumerated().map { index, name -> JSONValue in
      let scores = columns.map { ($0.name, value(of: $0.scores[index], output)) }
      return .object([("system", .string(name))] + scores)
    }
    return JSONValue.array(objects).formatted(indent: 4)
  }

  private func value(of score: ComparedScore, _ output: OutputOptions) -> JSONValue {
    guard test != nil else { return .string(score.value.fixed(output.width)) }
    func number(_ value: Double?) -> JSONValue { value.map(JSONValue.number) ?? .null }
    return .object([
      ("score", .number(score.value)), ("p_value", number(score.pValue)),
      ("mean", number(score.confidence?.mean)), ("ci", number(score.confidence?.halfWidth)),
    ])
  }

  /// A table, an explanation of its figures, and the signatures.
  func text(_ output: OutputOptions) -> String {
    let titles = columns.map { column in
      column.name + (column.scores.contains { $0.confidence != nil } ? " (μ ± 95% CI)" : "")
    }
    let rows = systems.enumerated().map { index, name in
      [[name]] + columns.map { cell($0.scores[index], output) }
    }
    var parts = [TextTable(titles: ["System"] + titles, rows: rows).description]
    if let test { parts.append(explanation(of: test)) }
    let width = columns.map(\.name.count).max() ?? 0
    let signatures = columns.map { column in
      let padding = String(repeating: " ", count: width - column.name.count)
      return "\(column.name)\(padding)  \(column.signature.formatted(short: output.shortSignature))"
    }
    parts.append(signatures.joined(separator: "\n"))
    return parts.joined(separator: "\n\n")
  }

  private func cell(_ score: ComparedScore, _ output: OutputOptions) -> [String] {
    var lines = [score.value.fixed(output.width)]
    if let interval = score.confidence {
      let (mean, half) = (interval.mean, interval.halfWidth)
      lines[0] += " (\(mean.fixed(output.width)) ± \(half.fixed(output.width)))"
    }
    if let pValue = score.pValue {
      lines.append("(p = \(pValue.fixed(4)))" + (pValue > 0.05 ? "" : "*"))
    }
    return lines
  }

  private func explanation(of test: ResamplingSettings) -> String {
    let name =
      switch test.method {
      case .bootstrap: "Paired bootstrap resampling"
      case .approximateRandomization: "Approximate randomisation"
      }
    return """
      \(name), \(test.trials) trials, each system against the baseline.
      p is about how often chance alone would make a difference as great as the one observed.
      At 0.05 or less (*) the difference is statistically significant.
      """
  }
}
