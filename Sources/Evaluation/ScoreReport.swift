internal import Formatting

/// A score as it is printed, with its name and signature.
public struct ScoreReport: Sendable {
  /// The metric's name.
  public let name: String
  /// The score.
  public let value: Double
  /// What is printed after the score.
  public let detail: String?
  /// The settings under which the score was computed.
  public let signature: Signature
  /// The interval estimated by resampling, if it was.
  public let confidence: ConfidenceInterval?

  /// A score of `metric` to print with the signature.
  public init<M: Metric>(
    _ metric: M, _ score: M.Score, signature: Signature, confidence: ConfidenceInterval? = nil
  ) {
    name = metric.name
    value = score.value
    detail = score.detail
    self.signature = signature
    // sacreBLEU keeps silent on an interval about zero.
    self.confidence = confidence.flatMap { $0.mean > 0 ? $0 : nil }
  }

  /// The score alone, with its interval if there is one.
  ///
  /// - Returns: As "34.2", or "34.2 (μ = …)" with an interval.
  public func valueText(decimals: Int) -> String {
    value.fixed(decimals) + (confidenceText(decimals: decimals).map { " (\($0))" } ?? "")
  }

  /// One line: name, signature, score and details, as sacreBLEU prints it.
  ///
  /// - Returns: The line, without its end.
  public func line(decimals: Int = 1, shortSignature: Bool = false) -> String {
    let start = "\(name)|\(signature.formatted(short: shortSignature))"
    return "\(start) = \(valueText(decimals: decimals))" + (detail.map { " \($0)" } ?? "")
  }

  /// A JSON object with the keys of sacreBLEU's, then one for each setting of the signature.
  ///
  /// - Returns: JSON over several lines, as sacreBLEU prints it.
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
