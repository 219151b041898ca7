import Charts
import Formatting
import GradientFlow
import Seq2Seq

/// Describes how gradients flow, as a table, as JSON and as a page of pictures.
struct GradientDescription {
  private typealias Result = GradientExperiment.Result

  let name: String
  let options: GradientExperiment.Options
  let results: [GradientExperiment.Result]

  // MARK: - The table

  /// What is left of the gradient of the last state at the first one, by cell, scale and length.
  var lines: [String] {
    let heading =
      "\(name): how much of the last state's gradient arrives at the first, by the words between"
    let columns = Self.row(
      ["cell", "scale", "words", "before", "after, clipped", "after, not clipped"])
    let rows = results.flatMap { result in options.lengths.indices.map { row(of: result, $0) } }
    return [heading, "", columns] + rows + divergences
  }

  private var divergences: [String] {
    let lines = results.flatMap { result in
      [("clipped", result.clipped), ("not clipped", result.unclipped)].compactMap {
        $1.hasDiverged ? Self.divergence(of: result, $1, $0) : nil
      }
    }
    return lines.isEmpty ? [] : [""] + lines
  }

  private func row(of result: Result, _ length: Int) -> String {
    let shares = [result.before, result.clipped.after, result.unclipped.after].map {
      Self.text($0[length].firstToLast)
    }
    return Self.row(
      [result.cell.rawValue, "\(result.scale)", "\(options.lengths[length])"] + shares)
  }

  private static func row(_ cells: [String]) -> String {
    let widths = [10, 7, 7, 12, 20, 20]
    return zip(cells, widths).map { $0.rightAligned(in: $1) }.joined()
  }

  private static func text(_ share: Double) -> String {
    guard share.isFinite else { return "–" }
    if share == 0 { return "0" }
    return (0.001..<1000).contains(share) ? share.fixed(3) : share.scientific(1)
  }

  private static func divergence(
    of result: Result, _ course: GradientExperiment.Course, _ name: String
  ) -> String {
    "\(result.cell.rawValue) × \(result.scale), \(name): no finite gradient at update \(course.norms.count)"
  }

  // MARK: - JSON

  var json: JSONValue {
    .object([
      ("corpus", .string(name)), ("units", .integer(options.units)),
      ("updates", .integer(options.updates)), ("learning_rate", .number(Double(options.rate))),
      ("clip", .number(Double(options.clip))), ("seed", .string("\(options.seed)")),
      ("networks", .array(results.map(json))),
    ])
  }

  private func json(of result: Result) -> JSONValue {
    .object([
      ("cell", .string(result.cell.rawValue)), ("scale", .number(Double(result.scale))),
      ("before", .array(result.before.map(Self.json))),
      ("clipped", Self.json(of: result.clipped)), ("not_clipped", Self.json(of: result.unclipped)),
    ])
  }

  private static func json(of course: GradientExperiment.Course) -> JSONValue {
    .object([
      ("losses", .array(course.losses.map { .number($0) })),
      ("gradient_norms", .array(course.norms.map { .number($0) })),
      ("diverged", .boolean(course.hasDiverged)),
      ("after", .array(course.after.map(json))),
    ])
  }

  private static func json(of norms: StateGradientNorms) -> JSONValue {
    .object([
      ("words", .integer(norms.words)),
      ("state_gradient_norms", .array(norms.outputs.map { .number($0) })),
      (
        "memory_cell_gradient_norms",
        norms.memoryCells.map { .array($0.map { .number($0) }) } ?? .null
      ),
    ])
  }
}
