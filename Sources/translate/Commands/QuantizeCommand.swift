import ArgumentParser
import Formatting
import Seq2Seq

/// Rounds a model's weights to int8.
struct QuantizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quantize",
    abstract: "Round a model's weights to int8: a quarter of the size, and faster.",
    discussion: """
        translate quantize models/pairs/model.safetensors
        translate --model models/pairs/model.int8.safetensors < text
      """)

  @Argument(
    help: ArgumentHelp("A model file, or its directory.", valueName: "model"))
  var model: String

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The file to write. (default: beside the model, with .int8 in its name)",
      valueName: "file"))
  var output: String?

  @OptionGroup var messages: QuietArguments

  func run() throws {
    let path = try ModelArguments.locate(model)
    let original = try TranslationModel(path: path)
    if original.isQuantized { return StandardError.write("\(path) is quantized already") }
    let target = output ?? Self.quantizedName(path)
    try InputFiles([path]).check(output: target)
    try original.quantized().write(to: target)
    StandardError.write("\(target): \(original.parameterCount.grouped) parameters in int8")
  }

  private static func quantizedName(_ path: String) -> String {
    let suffix = ".safetensors"
    let stem = path.hasSuffix(suffix) ? String(path.dropLast(suffix.count)) : path
    return stem + ".int8" + suffix
  }
}
