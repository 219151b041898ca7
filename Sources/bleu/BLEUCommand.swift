import ArgumentParser
import Evaluation

/// Scores translations against references.
@main
struct BLEUCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bleu",
    abstract: "Score translations against references.",
    version: Signature.version)

  @Argument(help: "Files of references, one line a segment.")
  var references: [String]

  func run() throws {
    let hypotheses = try InputFile.standardInput.lines()
    let references = try references.map { try InputFile(path: $0).lines() }
    let segments = try Segments(hypotheses: hypotheses, references: references)
    let metric = BLEU()
    let report = ScoreReport(
      metric, metric.corpusScore(segments), signature: metric.signature(for: segments))
    print(report.line())
  }
}
