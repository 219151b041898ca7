import ArgumentParser
import Evaluation
import Platform

/// The files of references and systems.
struct InputOptions: ParsableArguments {
  @Argument(
    help: """
      Files of references, one segment per line; several files give several references. All files may be gzipped.
      """)
  var references: [String]

  @Option(
    name: [.customShort("i"), .customLong("input")], parsing: .upToNextOption,
    help: """
      Files of hypotheses, one per system. (default: standard input, systems separated by tabs)
      """)
  var inputs: [String] = []

  @Option(
    name: [.customLong("num-refs"), .customLong("nr", withSingleDash: true)],
    help: "Number of references per line, separated by tabs; needs a single file of references.")
  var referencesPerLine = 1

  func validate() throws {
    guard (1...10_000).contains(referencesPerLine) else {
      throw ValidationError("--num-refs must be from 1 to 10,000")
    }
    if referencesPerLine > 1, references.count > 1 {
      throw ValidationError("--num-refs needs a single file of references; give one")
    }
    if Set(inputs).count < inputs.count {
      throw ValidationError("a file is given twice to --input; give each system once")
    }
  }

  /// The streams of references.
  func referenceStreams() throws(InputError) -> [[String]] {
    if referencesPerLine > 1, let path = references.first {
      return try InputFile(path: path).columns(referencesPerLine)
    }
    var streams: [[String]] = []
    for path in references { streams.append(try InputFile(path: path).lines()) }
    return streams
  }

  /// The outputs of the systems.
  func systems() throws(InputError) -> [(name: String, lines: [String])] {
    var systems: [(name: String, lines: [String])] = []
    if inputs.isEmpty {
      for lines in try InputFile.standardInput.columns() {
        systems.append(("System \(systems.count + 1)", lines))
      }
    }
    for path in inputs {
      systems.append((path, try InputFile(path: path).lines()))
    }
    return systems
  }
}

enum MetricName: String, CaseIterable, ExpressibleByArgument {
  case bleu, chrf, ter
}

/// The metrics to compute, for the corpus or each segment.
struct MetricOptions: ParsableArguments {
  @Option(
    name: [.customShort("m"), .customLong("metrics")], parsing: .upToNextOption,
    help: "Metrics: one or more.")
  var names: [MetricName] = [.bleu]

  @Flag(
    name: [.customLong("sentence-level"), .customLong("sl", withSingleDash: true)],
    help: "Score each segment by itself; BLEU then uses the effective order.")
  var sentenceLevel = false
}

/// Settings of significance tests.
struct SignificanceOptions: ParsableArguments {
  @Flag(
    name: [.customLong("confidence"), .customLong("ci", withSingleDash: true)],
    help: "Estimate a 95% confidence interval by bootstrap resampling.")
  var confidence = false

  @Option(
    name: [.customLong("confidence-n"), .customLong("cin", withSingleDash: true)],
    help: "Number of resamples for --confidence.")
  var confidenceTrials = 1000

  @Flag(
    name: [.customLong("paired-bs"), .customLong("pbs", withSingleDash: true)],
    help: "Compare each system with the first by paired bootstrap resampling.")
  var pairedBootstrap = false

  @Option(
    name: [.customLong("paired-bs-n"), .customLong("pbsn", withSingleDash: true)],
    help: "Number of resamples for --paired-bs.")
  var bootstrapTrials = 1000

  @Flag(
    name: [.customLong("paired-ar"), .customLong("par", withSingleDash: true)],
    help: "Compare each system with the first by approximate randomisation.")
  var pairedRandomization = false

  @Option(
    name: [.customLong("paired-ar-n"), .customLong("parn", withSingleDash: true)],
    help: "Number of trials for --paired-ar.")
  var randomizationTrials = 10_000

  @Option(
    name: .customLong("seed"),
    help: """
      Seed of the random numbers; none: a different one each time. \
      (default: $SACREBLEU_SEED, else 12345)
      """)
  var chosenSeed: Seed?

  private var seed: Seed { chosenSeed ?? .standard }

  func validate() throws {
    if pairedBootstrap, pairedRandomization {
      throw ValidationError("--paired-bs and --paired-ar cannot be combined; give one")
    }
    let trials = [
      ("--confidence-n", confidenceTrials), ("--paired-bs-n", bootstrapTrials),
      ("--paired-ar-n", randomizationTrials),
    ]
    for (option, count) in trials where count < 1 {
      throw ValidationError("\(option) must be at least 1")
    }
    if chosenSeed == nil, let text = Environment.value(of: "SACREBLEU_SEED"),
      Seed(argument: text) == nil
    {
      throw ValidationError("the variable SACREBLEU_SEED is \(text); it must be a number, or none")
    }
  }

  /// The settings of --confidence; nil without it.
  var confidenceSettings: ResamplingSettings? {
    confidence
      ? ResamplingSettings(.bootstrap, trials: confidenceTrials, seed: seed.value) : nil
  }

  /// The settings of the paired test; nil without one.
  var paired: ResamplingSettings? {
    if pairedBootstrap {
      return ResamplingSettings(.bootstrap, trials: bootstrapTrials, seed: seed.value)
    }
    return pairedRandomization
      ? ResamplingSettings(
        .approximateRandomization, trials: randomizationTrials, seed: seed.value) : nil
  }
}

/// A seed; nil: random numbers differ each time.
struct Seed: ExpressibleByArgument {
  let value: UInt64?

  /// The seed in the environment, if it is valid, else the default seed.
  static var standard: Seed {
    Environment.value(of: "SACREBLEU_SEED").flatMap(Seed.init(argument:)) ?? Seed(value: 12345)
  }

  private init(value: UInt64?) {
    self.value = value
  }

  init?(argument: String) {
    if argument.lowercased() == "none" {
      value = nil
    } else if let number = UInt64(argument) {
      value = number
    } else {
      return nil
    }
  }
}
