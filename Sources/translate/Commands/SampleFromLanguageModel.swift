import ArgumentParser
import Formatting
import NeuralNetwork
import Platform
import Seq2Seq

/// Draws lines from a language model.
struct SampleFromLanguageModel: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample", abstract: "Draw lines from a language model.")

  @Argument(help: ArgumentHelp("The file of the language model.", valueName: "model"))
  var model: String

  @Option(help: ArgumentHelp("How each line begins.", valueName: "text"))
  var prefix = ""

  @Option(help: ArgumentHelp("Lines to draw.", valueName: "n"))
  var count = 1

  @Option(help: ArgumentHelp("Cut a line off after this many tokens.", valueName: "tokens"))
  var maxLength = 500

  @Option(
    help: ArgumentHelp(
      "Below 1 favours probable tokens, 0 always takes the most probable one.", valueName: "t"))
  var temperature = SamplingOptions().temperature

  @Option(help: ArgumentHelp("Draw only from the k most probable tokens.", valueName: "k"))
  var topK: Int?

  @Option(
    help: ArgumentHelp(
      "Draw only from the most probable tokens that together have probability p.", valueName: "p"))
  var topP = SamplingOptions().topP

  @Option(help: ArgumentHelp("Seed of the random numbers.", valueName: "number"))
  var seed = SamplingOptions().seed

  @Option(help: "Worker threads. (default: one per core)")
  var threads: Int?

  @OptionGroup var results: ResultArguments
  @OptionGroup var messages: QuietArguments

  func validate() throws {
    try check(count, "--count", in: 1...1_000_000)
    try check(maxLength, "--max-length", in: 1...1_000_000)
    try check(temperature, "--temperature", in: 0...1000)
    try check(topK, "--top-k", in: 1...1 << 22)
    try check(topP, "--top-p", in: 0...1)
    try check(threads, "--threads", in: 1...1024)
  }

  func run() throws {
    try results.check(InputFiles([model]))
    let reader = LanguageReader(
      try TrainedLanguageModel(path: model), threads: threads ?? availableCores())
    var options = SamplingOptions()
    (options.temperature, options.topK, options.topP, options.seed) = (
      temperature, topK ?? 0, topP, seed
    )
    let lines = reader.sample(count, prefix: prefix, mostTokens: maxLength, options)
    try results.write { output in for line in lines { try output.write(line.visible(most: .max)) } }
  }
}
