internal import Formatting

/// What differs between two runs of the same training, at the end of each line of `metrics.jsonl`.
///
/// Checkpoints have a digest of the lines, which ends before these: so a resumed training has the same checkpoint, to
/// the byte, as one that was never interrupted.
struct MetricTimes {
  /// Seconds of training, earlier runs included.
  let seconds: Double
  /// Target tokens per second at the time; nil for validations.
  let tokensPerSecond: Double?
  /// The command that this run began with; nil except in a run's first line.
  let command: String?

  /// What begins this part of a line, and stands nowhere else in it.
  static let beginning = ",\"seconds\":"

  /// A line, the JSON object of a metric, with the times.
  func added(to line: String) -> String {
    var fields: [(String, JSONValue)] = [("seconds", .rounded(seconds, 2))]
    if let tokensPerSecond {
      fields.append(("tokens_per_second", .rounded(tokensPerSecond, 1)))
    }
    fields.append(("time", .string(timeOfDay())))
    if let command { fields.append(("command", .string(command))) }
    return line.dropLast() + "," + JSONValue.object(fields).compact.dropFirst()
  }
}
