import ArgumentParser
import NeuralNetwork
import Platform
import Seq2Seq

/// Which models, and on how many threads.
struct ModelArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A model file, or a directory with a model.safetensors in it.",
      discussion: """
        Default: $TRANSLATE_MODEL, else the model under models/ that was trained last, else the \
        phrasebook that comes with the program. Repeat --model to translate with an ensemble: models \
        with the same vocabularies, whose probabilities are averaged.
        """,
      valueName: "path"))
  var model: [String] = []

  @Option(help: "Worker threads. (default: one per core)")
  var threads: Int?

  @Option(
    help: ArgumentHelp(
      "Precision of matrix products. (default: the fastest here that costs no quality)",
      valueName: "precision"))
  var precision: Precision?

  func validate() throws {
    try check(threads, "--threads", in: 1...1024)
  }

  /// The path of the named model, or of the default one, whose path is then written to standard error.
  static func locate(_ name: String?) throws -> String {
    let locator = ModelLocator(
      environment: Environment.value(of: ModelLocator.variable),
      executable: Environment.executable)
    let location = try locator.locate(name)
    switch location.origin {
    case .named: break
    case .environment:
      StandardError.write("model: \(location.path) (from $\(ModelLocator.variable))")
    case .lastTrained: StandardError.write("model: \(location.path) (the one trained last)")
    case .shipped:
      StandardError.write("model: \(location.path) (the one that comes with translate)")
    }
    return location.path
  }

  /// The model files: those named, or the default one.
  func paths() throws -> [String] {
    try model.isEmpty ? [Self.locate(nil)] : model.map { try Self.locate($0) }
  }

  func translator(_ paths: [String]) throws -> Translator {
    try Translator(modelsAt: paths, threads: threads, precision: precision)
  }
}

/// Throws a usage error if a number is out of range.
func check<Number: Comparable>(
  _ value: Number?, _ option: String, in range: ClosedRange<Number>
) throws {
  guard let value, !range.contains(value) else { return }
  throw ValidationError(
    "\(option) is \(value), but must be from \(range.lowerBound) to \(range.upperBound)")
}
