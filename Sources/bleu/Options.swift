import ArgumentParser
import Evaluation
import Platform

/// What the references and systems are read from.
struct InputOptions: ParsableArguments {
  @Argument(help: "Files of references, one segment a line; several files are several references.")
  var references: [String]

  @Option(
    name: [.customShort("i"), .customLong("input")], parsing: .upToNextOption,
    help: "Files of hypotheses, one for each system. (default: standard input, systems by tabs)")
  var inputs: [String] = []

  @Option(
    name: [.customLong("num-refs"), .customLong("nr", withSingleDash: true)],
    help: "References on each line of the one file of references, separated by tabs.")
  var referencesPerLine = 1

  func validate() throws {
    if referencesPerLine < 1 { throw ValidationError("--num-refs must be at least 1") }
    if referencesPerLine > 1, references.count > 1 {
      throw ValidationError("--num-refs takes its references from one file; give one")
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

  /// The systems' outputs.
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

/// Which metrics are computed, and of what.
struct MetricOptions: ParsableArguments {
  @Option(
    name: [.customShort("m"), .customLong("metrics")], parsing: .upToNextOption,
    help: "Metrics, one or several.")
  var names: [MetricName] = [.bleu]

  @Flag(
    name: [.customLong("sentence-level"), .customLong("sl", withSingleDash: true)],
    help: "Score each segment by itself, with --metrics bleu by effective order.")
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
    help: "Resamples for --confidence.")
  var confidenceTrials = 1000

  @Flag(
    name: [.customLong("paired-bs"), .customLong("pbs", withSingleDash: true)],
    help: "Compare each system with the first by paired bootstrap resampling.")
  var pairedBootstrap = false

  @Option(
    name: [.customLong("paired-bs-n"), .customLong("pbsn", withSingleDash: true)],
    help: "Resamples for --paired-bs.")
  var bootstrapTrials = 1000

  @Flag(
    name: [.customLong("paired-ar"), .customLong("par", withSingleDash: true)],
    help: "Compare each system with the first by approximate randomisation.")
  var pairedRandomization = false

  @Option(
    name: [.customLong("paired-ar-n"), .customLong("parn", withSingleDash: true)],
    help: "Trials for --paired-ar.")
  var randomizationTrials = 10_000

  @Option(
    name: .customLong("seed"),
    help: "Seed of the random numbers, or none. (default: $SACREBLEU_SEED, else 12345)")
  var chosenSeed: Seed?

  private var seed: Seed { chosenSeed ?? .standard }

  func validate() throws {
    if pairedBootstrap, pairedRandomization {
      throw ValidationError("--paired-bs and --paired-ar exclude each other; give one")
    }
    let trials = [
      ("--confidence-n", confidenceTrials), ("--paired-bs-n", bootstrapTrials),
      ("--paired-ar-n", randomizationTrials),
    ]
    for (option, count) in trials where count < 1 {
      throw ValidationError("\(option) must be at least 1")
    }
  }

  /// The bootstrap of one system, if it was asked for.
  var confidenceSettings: ResamplingSettings? {
    confidence
      ? ResamplingSettings(.bootstrap, trials: confidenceTrials, seed: seed.value) : nil
  }

  /// The paired test, if one was asked for.
  var paired: ResamplingSettings? {
    if pairedBootstrap {
      return ResamplingSettings(.bootstrap, trials: bootstrapTrials, seed: seed.value)
    }
    return pairedRandomization
      ? ResamplingSettings(
        .approximateRandomization, trials: randomizationTrials, seed: seed.value) : nil
  }
}

/// A seed, or none for random numbers that differ each time.
struct Seed: ExpressibleByArgument {
  let value: UInt64?

  /// The one in the environment, if there is a usable one.
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
