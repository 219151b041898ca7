import ArgumentParser
import Seq2Seq

/// Averages the weights of models.
struct AverageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "average",
    abstract: "Write the model whose weights are the mean of models' weights.",
    discussion: """
      For several states of one training, which often are better together than each alone. Models \
      of different trainings have nothing in common to average; translate with them together \
      instead, by naming each after a --model.

        translate average early.safetensors late.safetensors --output mean.safetensors
      """)

  @Argument(help: ArgumentHelp("Model files, or their directories.", valueName: "model"))
  var models: [String]

  @Option(name: .shortAndLong, help: ArgumentHelp("The file to write.", valueName: "file"))
  var output: String

  func validate() throws {
    if models.count < 2 { throw ValidationError("name at least two models to average") }
  }

  func run() throws {
    let paths = try models.map { try ModelArguments.locate($0) }
    let average = try TranslationModel.average(
      of: try paths.map { try TranslationModel(path: $0) }, names: paths)
    try average.write(to: output)
    StandardError.write("wrote \(output): the mean of \(paths.count) models")
  }
}
