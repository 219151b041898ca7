import ArgumentParser
import Evaluation
import Platform

enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json
}

/// How scores are printed.
struct OutputOptions: ParsableArguments {
  @Option(
    name: [.customShort("f"), .customLong("format")],
    help: "Output format: text or json. (default: $SACREBLEU_FORMAT, else text)")
  var chosenFormat: OutputFormat?

  @Flag(name: [.customShort("b"), .customLong("score-only")], help: "Print only the scores.")
  var scoreOnly = false

  @Option(name: [.customShort("w"), .customLong("width")], help: "Number of decimal places.")
  var width = 1

  @Flag(
    name: [.customLong("short"), .customLong("sh", withSingleDash: true)],
    help: "Print a shorter signature.")
  var shortSignature = false

  @Flag(name: [.customShort("q"), .customLong("quiet")], help: "Print no warnings.")
  var quiet = false

  func validate() throws {
    if !(0...100).contains(width) { throw ValidationError("--width must be from 0 to 100") }
  }

  var format: OutputFormat {
    if let chosenFormat { return chosenFormat }
    let name = Environment.value(of: "SACREBLEU_FORMAT")?.lowercased()
    return name.flatMap(OutputFormat.init(rawValue:)) ?? .text
  }

  func warn(_ warning: String) {
    if !quiet { StandardError.write("bleu: warning: \(warning)") }
  }

  /// One score as text.
  func line(_ report: ScoreReport) -> String {
    scoreOnly
      ? report.valueText(decimals: width)
      : report.line(decimals: width, shortSignature: shortSignature)
  }

  /// The scores of one system.
  func text(of reports: [ScoreReport]) -> String {
    if format == .json, !scoreOnly {
      let objects = reports.map { $0.json(decimals: width) }
      return objects.count == 1 ? objects[0] : "[\n\(objects.joined(separator: ",\n"))\n]"
    }
    let lines = reports.map(line)
    if scoreOnly { return lines.joined(separator: "\n") }
    // Names and signatures differ in length; padding aligns the scores.
    let starts = lines.map { $0.prefix { $0 != "=" }.count }
    let widest = starts.max() ?? 0
    return zip(lines, starts).map { String(repeating: " ", count: widest - $1) + $0 }
      .joined(separator: "\n")
  }
}
