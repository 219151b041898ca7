internal import Formatting

/// A score to print, with its name and signature.
public struct ScoreReport: Sendable {
  /// The metric's name.
  public let name: String
  /// The score.
  public let value: Double
  /// The details that are printed after the score.
  public let detail: String?
  /// The options that the score was computed with.
  public let signature: Signature
  /// The confidence interval, if it was estimated.
  public let confidence: ConfidenceInterval?

  /// Makes the report of a score of `metric`.
  public init<M: Metric>(
    _ metric: M, _ score: M.Score, signature: Signature, confidence: ConfidenceInterval? = nil
  ) {
    name = metric.name
    value = score.value
    detail = score.detail
    self.signature = signature
    // Like sacreBLEU, omits an interval around zero.
    self.confidence = confidence.flatMap { $0.mean > 0 ? $0 : nil }
  }

  /// Formats the score alone, with its interval if there is one.
  ///
  /// - Returns: The score, such as "34.2", or "34.2 (μ = …)" with an interval.
  public func valueText(decimals: Int) -> String {
    value.fixed(decimals) + (confidenceText(decimals: decimals).map { " (\($0))" } ?? "")
  }

  /// Formats name, signature, score and details as sacreBLEU does.
  ///
  /// - Returns: One line, without a line feed.
  public func line(decimals: Int = 1, shortSignature: Bool = false) -> String {
    let start = "\(name)|\(signature.formatted(short: shortSignature))"
    return "\(start) = \(valueText(decimals: decimals))" + (detail.map { " \($0)" } ?? "")
  }

  /// Formats the report as a JSON object with sacreBLEU's keys, then one key per item of the signature.
  ///
  /// - Returns: JSON on several lines, as sacreBLEU prints it.
  public func json(decimals: Int = 1) -> String {
    var fields: [(String, JSONValue)] = [
      ("name", .string(name)),
      ("score", .rounded(value, decimals)),
      ("signature", .string(signature.formatted())),
    ]
    if let confidence, let text = confidenceText(decimals: decimals) {
      fields.append(("confidence_mean", .rounded(confidence.mean, decimals)))
      fields.append(("confidence_var", .rounded(confidence.halfWidth, decimals)))
      fields.append(("confidence", .string(text)))
    }
    if let detail { fields.append(("verbose_score", .string(detail))) }
    fields += signature.items.map { ($0.name, .string($0.value)) }
    return JSONValue.object(fields).formatted(indent: 1)
  }

  private func confidenceText(decimals: Int) -> String? {
    confidence.map { "μ = \($0.mean.fixed(decimals)) ± \($0.halfWidth.fixed(decimals))" }
  }
}
