import ArgumentParser
import Evaluation

/// Scores translations against references.
struct BLEUCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bleu",
    abstract: "Score translations against references.",
    discussion: """
      Scores are those of sacreBLEU 2.6.0, and its options have the same names. Give detokenised \
      text, one segment a line.

        bleu reference.txt < hypothesis.txt
        bleu reference.txt -i a.txt b.txt -m bleu chrf ter --paired-bs
      """,
    version: Signature.version)

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
      throw ValidationError("--sentence-level knows no significance; leave one of them out")
    }
    if metrics.sentenceLevel, input.inputs.count > 1 {
      throw ValidationError("--sentence-level takes one system; give one file to --input")
    }
  }

  func run() throws {
    let streams = try input.referenceStreams()
    let systems = try input.systems()
    for warning in try warnings(systems, streams) { output.warn(warning) }
    if metrics.sentenceLevel {
      try printSentenceScores(systems, streams)
    } else if systems.count == 1 {
      try printSingleScores(systems[0], streams)
    } else {
      try printComparison(systems, streams)
    }
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

  private func warnings(_ systems: [System], _ streams: [[String]]) throws -> [String] {
    var warnings: [String] = []
    for system in systems {
      let segments = try Segments(hypotheses: system.lines, references: streams)
      for warning in segments.warnings {
        if case .looksTokenized = warning, bleu.force || !metrics.names.contains(.bleu) { continue }
        warnings.append("\(system.name): \(warning)")
      }
    }
    return warnings
  }

  private func printSentenceScores(_ systems: [System], _ streams: [[String]]) throws {
    guard systems.count == 1 else {
      throw ValidationError("--sentence-level takes one system, but the input has several columns")
    }
    for metric in selectedMetrics() {
      let segments = try Segments(hypotheses: systems[0].lines, references: streams)
      for report in sentenceReports(metric, segments) {
        print(output.line(report))
      }
    }
  }

  private func sentenceReports<M: Metric>(_ metric: M, _ segments: Segments) -> [ScoreReport] {
    let signature = metric.signature(for: segments)
    return metric.segmentStatistics(segments).map {
      ScoreReport(metric, metric.score(from: $0), signature: signature)
    }
  }

  private func printSingleScores(_ system: System, _ streams: [[String]]) throws {
    guard significance.paired == nil else {
      throw ValidationError("paired tests compare systems; give several files to --input")
    }
    let segments = try Segments(hypotheses: system.lines, references: streams)
    let resampling = significance.confidenceSettings
    let reports = selectedMetrics().map { report($0, segments, resampling) }
    print(output.text(of: reports))
  }

  private func report<M: Metric>(
    _ metric: M, _ segments: Segments, _ resampling: ResamplingSettings?
  ) -> ScoreReport {
    let statistics = metric.segmentStatistics(segments)
    return ScoreReport(
      metric, metric.score(from: .sum(statistics)),
      signature: metric.signature(for: segments, resampling: resampling),
      confidence: resampling.map {
        metric.confidence(of: statistics, trials: $0.trials, seed: $0.seed)
      })
  }

  private func printComparison(_ systems: [System], _ streams: [[String]]) throws {
    guard !significance.confidence else {
      throw ValidationError(
        "--confidence is for one system; for several use --paired-bs or --paired-ar")
    }
    var comparison = Comparison(systems: systems.map(\.name), test: significance.paired)
    for metric in selectedMetrics() {
      try add(metric, systems, streams, to: &comparison)
    }
    print(output.format == .json ? comparison.json(output) : comparison.text(output))
  }

  private func add<M: Metric>(
    _ metric: M, _ systems: [System], _ streams: [[String]], to comparison: inout Comparison
  ) throws {
    let segments = try systems.map { try Segments(hypotheses: $0.lines, references: streams) }
    let statistics = segments.map(metric.segmentStatistics)
    let scores: [ComparedScore] =
      if let test = significance.paired {
        try PairedTest(test).compare(metric, systems: statistics)
      } else {
        statistics.map { ComparedScore(value: metric.score(from: .sum($0)).value) }
      }
    comparison.columns.append(
      Comparison.Column(
        name: metric.name, scores: scores,
        signature: metric.signature(for: segments[0], resampling: significance.paired)))
  }
}
