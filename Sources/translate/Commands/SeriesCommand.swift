import ArgumentParser
import Charts
import Formatting
import Platform
import Seq2Seq
import Series

/// Forecasts a series of numbers, and compares forecasters.
struct SeriesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "series",
    abstract: "Forecast a series of numbers with a recurrent layer.",
    discussion: """
      Trains on the first 60 % of the numbers, predicts the rest from one and from several steps before, and compares the \
      errors with those of a linear model of the same numbers and of the last value. Without a file, the series is a sine \
      with noise.

        translate series --svg errors.svg
        translate series prices.csv --column 2 --ahead 1,5,20
      """)

  private static let mostSteps = 1000
  private static let sineCount = 1000

  @Argument(
    help: ArgumentHelp(
      "A CSV or TSV file with a number per line. (default: a sine with noise)",
      valueName: "prices.csv"))
  var file: String?

  @Option(
    help: ArgumentHelp("Column of the numbers, counted from 1. (default: 1)", valueName: "n"))
  var column: Int?

  @Option(
    help: ArgumentHelp("How many steps ahead to show the errors of.", valueName: "n,n"))
  var ahead = CommaSeparated([1, 4, 16, 64])

  @Option(help: ArgumentHelp("Numbers that each forecast is made from.", valueName: "n"))
  var window = 16

  @Option(help: ArgumentHelp("Units of the recurrent layer.", valueName: "n"))
  var units = RecurrentForecaster.Options().width

  @Option(help: ArgumentHelp("Times that training goes through the numbers.", valueName: "n"))
  var epochs = RecurrentForecaster.Options().epochs

  @Option(help: ArgumentHelp("Determines the noise and the first weights.", valueName: "n"))
  var seed: UInt64 = RecurrentForecaster.Options().seed

  @Option(
    help: ArgumentHelp(
      "Write a picture of the errors by steps ahead to this file as SVG.", valueName: "file"))
  var svg: String?

  @Flag(help: "Print one JSON object.")
  var json = false

  @OptionGroup var results: ResultArguments
  @OptionGroup var messages: QuietArguments

  func validate() throws {
    if column != nil && file == nil { throw ValidationError("--column needs a file of numbers") }
    for (name, value, most) in [
      ("--column", column ?? 1, Int.max), ("--window", window, 1000), ("--units", units, 4096),
      ("--epochs", epochs, 1_000_000),
    ] where value < 1 || value > most {
      throw ValidationError(
        "\(name) must be \(most == .max ? "at least 1" : "from 1 to \(most)")")
    }
    for step in ahead.values { try check(step, "--ahead", in: 1...Self.mostSteps) }
  }

  func run() throws {
    let inputs = InputFiles([file].compactMap(\.self))
    try results.check(inputs)
    if let svg { try inputs.check(output: svg) }
    let values =
      try file.map { try NumberColumn(path: $0, column: column ?? 1).read() }
      ?? NoisySine.values(Self.sineCount, seed: seed)
    let split = try SeriesSplit(
      count: values.count, window: window, furthest: ahead.values.max() ?? 1)
    let description = forecast(values, split)
    if let svg {
      try AtomicFile.write(to: svg) { writer throws(FileError) in
        try writer.write(description.chart.svg.text + "\n")
      }
    }
    try results.write { output in
      if json {
        try output.write(description.json.compact)
      } else {
        for line in description.lines { try output.write(line.visible()) }
      }
    }
  }

  private func forecast(_ values: [Double], _ split: SeriesSplit) -> ForecastDescription {
    let training = Array(values[split.training])
    let recurrent = train(on: training)
    let linear = AutoregressiveForecaster(fitting: training, window: window)
    return ForecastDescription(
      name: file ?? "a sine with noise", split: split, ahead: ahead.values.sorted(),
      training: .init(units: units, epochs: epochs, bestEpoch: recurrent.best.epoch, seed: seed),
      errors: [
        ForecastErrors(of: NaiveForecaster(), on: values, split),
        ForecastErrors(of: linear, on: values, split),
        ForecastErrors(of: recurrent, on: values, split),
      ])
  }

  private func train(on values: [Double]) -> RecurrentForecaster {
    var options = RecurrentForecaster.Options()
    (options.width, options.epochs, options.seed) = (units, epochs, seed)
    var status = StatusLine()
    defer { status.clear() }
    return RecurrentForecaster(training: values, window: window, options) { epoch, loss in
      status.update { _ in "epoch \(epoch) of \(epochs), best loss \(loss)" }
    }
  }
}
