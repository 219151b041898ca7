import ArgumentParser
import Evaluation
import Formatting
import Platform

/// Scores translations against references.
struct BLEUCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bleu",
    abstract: "Score translations against references.",
    discussion: """
      Scores and option names are those of sacreBLEU 2.6.0. Give detokenised text, one segment \
      per line.

        bleu reference.txt < hypothesis.txt
        bleu reference.txt -i a.txt b.txt -m bleu chrf ter --paired-bs
      """,
    version: "bleu-\(ProgramVersion.number)")

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Metrics") var metrics: MetricOptions
  @OptionGroup(title: "BLEU") var bleu: BLEUSettings
  @OptionGroup(title: "chrF") var chrF: ChrFSettings
  @OptionGroup(title: "TER") var ter: TERSettings
  @OptionGroup(title: "Significance") var significance: SignificanceOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    if metrics.sentenceLevel, metrics.names.count > 1 {
      throw ValidationError("--sentence-level takes one metric; give one to --metrics")
    }
    if metrics.sentenceLevel, significance.confidence || significance.paired != nil {
      throw ValidationError(
        "--sentence-level cannot be combined with --confidence or a paired test; give one")
    }
    if metrics.sentenceLevel, input.inputs.count > 1 {
      throw ValidationError("--sentence-level takes one system; give one file to --input")
    }
  }

  func run() throws {
    let streams = try input.referenceStreams()
    let systems = try input.systems().map {
      try System(name: $0.name, lines: $0.lines, references: streams)
    }
    systems.forEach(warn(of:))
    if metrics.sentenceLevel {
      try printSentenceScores(systems)
    } else if systems.count == 1 {
      try printSingleScores(systems[0])
    } else {
      try printComparison(systems)
    }
  }

  /// The output of one system with its references.
  private struct System {
    let name: String
    let segments: Segments

    init(name: String, lines: [String], references: [[String]]) throws(InputError) {
      self.name = name
      do {
        segments = try Segments(hypotheses: lines, references: references)
      } catch {
        throw InputError(description: "\(name): \(error)")
      }
    }
  }

  private func write(_ text: String) throws {
    try FileDescriptor.standardOutput.write(line: text)
  }

  /// The metrics asked for, in the order in which they are printed.
  private func selectedMetrics() -> [any Metric] {
    MetricName.allCases.filter(metrics.names.contains).map { name -> any Metric in
      switch name {
      case .bleu: BLEU(bleu.options(sentenceLevel: metrics.sentenceLevel))
      case .chrf: ChrF(chrF.options)
      case .ter: TER(ter.options)
      }
    }
  }

  private func warn(of system: System) {
    for warning in system.segments.warnings {
      if case .looksTokenized = warning, bleu.force || !metrics.names.contains(.bleu) { continue }
      output.warn("\(system.name): \(warning)")
    }
  }

  private func printSentenceScores(_ systems: [System]) throws {
    guard systems.count == 1 else {
      throw ValidationError("--sentence-level takes one system, but the input has several columns")
    }
    for metric in selectedMetrics() {
      let lines = sentenceReports(metric, systems[0].segments).map { output.line($0) }
      if !lines.isEmpty { try write(lines.joined(separator: "\n")) }
    }
  }

  private func sentenceReports<M: Metric>(_ metric: M, _ segments: Segments) -> [ScoreReport] {
    let signature = metric.signature(for: segments)
    return metric.segmentStatistics(segments).map {
      ScoreReport(metric, metric.score(from: $0), signature: signature)
    }
  }

  private func printSingleScores(_ system: System) throws {
    guard significance.paired == nil else {
      throw ValidationError("paired tests compare systems; give several files to --input")
    }
    try write(output.text(of: selectedMetrics().map { report($0, system.segments) }))
  }

  private func report<M: Metric>(_ metric: M, _ segments: Segments) -> ScoreReport {
    let statistics = metric.segmentStatistics(segments)
    let resampling = significance.confidenceSettings
    return ScoreReport(
      metric, metric.score(from: .sum(statistics)),
      signature: metric.signature(for: segments, resampling: resampling),
      confidence: resampling.map {
        metric.confidence(of: statistics, trials: $0.trials, seed: $0.seed)
      })
  }

  private func printComparison(_ systems: [System]) throws {
    guard !significance.confidence else {
      throw ValidationError(
        "--confidence is for one system; for several use --paired-bs or --paired-ar")
    }
    let columns = try selectedMetrics().map { try column($0, systems) }
    let comparison = Comparison(
      systems: systems.map(\.name), columns: columns, test: significance.paired)
    try write(output.format == .json ? comparison.json(output) : comparison.text(output))
  }

  private func column<M: Metric>(_ metric: M, _ systems: [System]) throws -> Comparison.Column {
    let statistics = systems.map { metric.segmentStatistics($0.segments) }
    let scores: [ComparedScore] =
      if let test = significance.paired {
        try PairedTest(test).compare(metric, systems: statistics)
      } else {
        statistics.map { ComparedScore(value: metric.score(from: .sum($0)).value) }
      }
    return Comparison.Column(
      name: metric.name, scores: scores,
      signature: metric.signature(for: systems[0].segments, resampling: significance.paired))
  }
}
