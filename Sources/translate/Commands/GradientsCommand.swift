import ArgumentParser
import Formatting
import GradientFlow
import NeuralNetwork
import Seq2Seq

/// Shows how gradients flow back through recurrent layers.
struct GradientsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gradients",
    abstract: "Show how gradients vanish and explode in recurrent layers.",
    discussion: """
      Trains small networks of several cells on the pairs, and measures the gradient of the loss at every state of the \
      encoder, at the beginning and after training, with and without clipping, and with recurrent matrices of several \
      scales. The networks are then forgotten.

        translate gradients pairs.tsv --html gradients.html
        translate gradients pairs.tsv --cells rnn-tanh,gru --lengths 10,100 --json
      """)

  /// So that a corpus of any size can be given.
  private static let mostPairs = 20_000

  @OptionGroup(title: "Pairs") var pairs: PairsArguments

  @Option(help: ArgumentHelp("Kinds of recurrent cells to compare.", valueName: "cell,cell"))
  var cells = CommaSeparated(GradientExperiment.Options().cells)

  @Option(
    help: ArgumentHelp(
      "Words of the texts, which are joined from several pairs if needed.", valueName: "n,n"))
  var lengths = CommaSeparated(GradientExperiment.Options().lengths)

  @Option(
    help: ArgumentHelp(
      "What recurrent matrices, orthogonal at the beginning, are multiplied by.", valueName: "x,x"))
  var scales = CommaSeparated(GradientExperiment.Options().scales)

  @Option(help: ArgumentHelp("Units of each layer, and size of embeddings.", valueName: "n"))
  var units = GradientExperiment.Options().units

  @Option(help: ArgumentHelp("Updates of each training.", valueName: "n"))
  var updates = GradientExperiment.Options().updates

  @Option(help: ArgumentHelp("Learning rate of plain gradient descent.", valueName: "rate"))
  var learningRate = GradientExperiment.Options().rate

  @Option(help: ArgumentHelp("The longest gradient when clipped.", valueName: "norm"))
  var clip = GradientExperiment.Options().clip

  @Option(help: ArgumentHelp("Determines first weights and order of pairs.", valueName: "n"))
  var seed = GradientExperiment.Options().seed

  @Option(help: "Worker threads. (default: one per core)")
  var threads: Int?

  @Option(
    help: ArgumentHelp(
      "Write a page with pictures of everything to this file.", valueName: "file"))
  var html: String?

  @Flag(help: "Print one JSON object.")
  var json = false

  @OptionGroup var results: ResultArguments
  @OptionGroup var messages: QuietArguments

  func validate() throws {
    for words in lengths.values { try check(words, "--lengths", in: 1...1000) }
    for scale in scales.values { try check(scale, "--scales", in: 1e-3...1e3) }
    try check(units, "--units", in: 1...4096)
    try check(updates, "--updates", in: 1...1_000_000)
    try check(learningRate, "--learning-rate", in: 1e-9...1e3)
    try check(clip, "--clip", in: 1e-6...1e9)
    try check(threads, "--threads", in: 1...1024)
  }

  func run() throws {
    let inputs = InputFiles(try pairs.paths())
    try results.check(inputs)
    if let html { try inputs.check(output: html) }
    let experiment = try GradientExperiment(readPairs(), options)
    let description = GradientDescription(
      name: pairs.name, options: experiment.options, results: run(experiment))
    if let html { try description.page.write(to: html) }
    try results.write { output in
      if json {
        try output.write(description.json.compact)
      } else {
        for line in description.lines { try output.write(line.visible()) }
      }
    }
  }

  private func readPairs() throws -> [SentencePair] {
    try pairs.refuseWeights()
    let chunks = try PairChunks(pairs.sentencePairs(in: nil))
    var read: [SentencePair] = []
    while read.count < Self.mostPairs, let more = try chunks.next() { read += more }
    chunks.warn()
    return read
  }

  private var options: GradientExperiment.Options {
    var options = GradientExperiment.Options()
    (options.cells, options.lengths, options.scales) = (
      cells.values, lengths.values.sorted(), scales.values.sorted()
    )
    (options.units, options.updates, options.rate, options.clip, options.seed) = (
      units, updates, learningRate, clip, seed
    )
    options.threads = threads ?? availableCores()
    return options
  }

  private func run(_ experiment: GradientExperiment) -> [GradientExperiment.Result] {
    var status = StatusLine()
    defer { status.clear() }
    return experiment.run { training, update in
      status.update { _ in
        "training \(training) of \(experiment.trainings), update \(update) of \(updates)"
      }
    }
  }
}
