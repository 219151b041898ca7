import ArgumentParser
import Seq2Seq

/// A language model that has a say in the search.
struct FusionArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      A language model that has a say in the search. It has the tokens of the model: \
      `translate language-model train text.txt --tokens-of MODEL`.
      """, valueName: "file"))
  var languageModel: String?

  @Option(
    help: ArgumentHelp(
      "With --language-model: the weight of its log p. (default: 0.2)", valueName: "weight"))
  var fusion: Float?

  func validate() throws {
    try check(fusion, "--fusion", in: 0...10)
    if fusion != nil && languageModel == nil {
      throw ValidationError(
        "--fusion is the weight of a language model; name it with --language-model")
    }
  }

  /// The weight of the language model; 0 without one.
  var weight: Float { languageModel == nil ? 0 : fusion ?? 0.2 }

  /// The files that are read.
  var paths: [String] { [languageModel].compactMap(\.self) }

  /// Reads the models.
  func translator(_ paths: [String], _ model: ModelArguments) throws -> Translator {
    guard let languageModel else { return try model.translator(paths) }
    return try Translator(
      modelsAt: paths, languageModelAt: languageModel, threads: model.threads,
      precision: model.precision)
  }
}
