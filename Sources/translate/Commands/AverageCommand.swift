import ArgumentParser
import Seq2Seq

/// Averages the weights of models.
struct AverageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "average",
    abstract: "Average the weights of several models into one.",
    discussion: """
      For models saved at different times of one training: their average is often better than each \
      of them. Models of different trainings cannot be averaged usefully; use them as an ensemble \
      instead, by repeating --model when translating.

        translate average early.safetensors late.safetensors --output mean.safetensors
      """)

  @Argument(help: ArgumentHelp("Model files or directories, two or more.", valueName: "model"))
  var models: [String]

  @Option(name: .shortAndLong, help: ArgumentHelp("The file to write.", valueName: "file"))
  var output: String

  @OptionGroup var messages: QuietArguments

  func validate() throws {
    if models.count < 2 { throw ValidationError("name at least two models to average") }
  }

  func run() throws {
    let paths = try models.map { try ModelArguments.locate($0) }
    try InputFiles(paths).check(output: output)
    let average = try TranslationModel.average(modelsAt: paths)
    try average.write(to: output)
    StandardError.write("wrote \(output): the mean of \(paths.count) models")
  }
}
