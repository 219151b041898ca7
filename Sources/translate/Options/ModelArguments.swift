import ArgumentParser
import NeuralNetwork
import Seq2Seq

/// Which models, and on how many threads.
struct ModelArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A model file, a directory with a model.safetensors in it, or a name that `translate models` lists.",
      discussion: """
        Default: $TRANSLATE_MODEL, else the model under models/ that was trained last, else the newest \
        under ~/.local/share/translate/models, else the phrasebook that comes with the program. Repeat \
        --model to translate with an ensemble: models with the same vocabularies, whose probabilities are \
        averaged.
        """,
      valueName: "model"))
  var model: [String] = []

  @Option(
    help: ArgumentHelp(
      "Translate between these languages, by codes or English names: chooses the model if none is named.",
      valueName: "fr-en"), transform: CorpusArguments.languages)
  var languages: LanguagePair?

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

  /// The path of the named model, or of one that is chosen, whose path is then written to standard error.
  static func locate(_ name: String?, languages: LanguagePair? = nil) throws -> String {
    let location = try ModelLocator.current.locate(name, languages: languages)
    let reason =
      switch location.origin {
      case .named: nil as String?
      case .environment: "from $\(ModelLocator.variable)"
      case .lastTrained: "the one trained last"
      case .user: "the newest of your models"
      case .shipped: "the one that comes with translate"
      }
    if let reason {
      let languages = languages.map { ", from \($0.source) to \($0.target)" } ?? ""
      StandardError.write("model: \(location.path) (\(reason)\(languages))")
    }
    return location.path
  }

  /// The model files: those named, or the one that is chosen.
  func paths() throws -> [String] {
    try model.isEmpty
      ? [Self.locate(nil, languages: languages)]
      : model.map { try Self.locate($0, languages: languages) }
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
