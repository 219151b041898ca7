import ArgumentParser
import Seq2Seq

/// The model that a training begins with, and what of it stays as it is.
struct BaseArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Begin with this model instead of random weights: a file, a directory or a name that `translate models` lists. Its \
      vocabularies and shape are kept; the learning rate is a quarter of the usual one unless --learning-rate is given.
      """, valueName: "model"))
  var from: [String] = []

  @Option(
    help: ArgumentHelp(
      """
      With --from: leave these parts as they are, with commas between them: \
      \(TrainingOptions.ModelPart.allCases.map(\.rawValue).joined(separator: ", ")).
      """, valueName: "parts"), transform: BaseArguments.parts)
  var freeze: Set<TrainingOptions.ModelPart>?

  /// The options of what the model decides.
  private static let decided: Set = [
    "--subwords", "--case", "--spans", "--vocabulary", "--joint-vocabulary", "--min-frequency",
    "--embedding", "--encoder", "--decoder", "--cell", "--encoder-layers", "--decoder-layers",
    "--unidirectional", "--residual", "--layer-norm", "--context", "--attention", "--readout",
    "--readout-without-context", "--tie-embeddings",
  ]

  func validate() throws {
    if from.count > 1 {
      throw ValidationError(
        "--from takes one model, not an ensemble; `translate average` makes one of several")
    }
    if from.isEmpty && freeze != nil {
      throw ValidationError("--freeze keeps parts of a model; name the model with --from")
    }
    if !from.isEmpty, let option = Self.decidedOption(in: CommandLine.arguments) {
      throw ValidationError(
        "\(option) cannot be given with --from, whose model keeps its vocabularies and shape")
    }
  }

  /// An option that was given, even with its default value, although the model decides what it says.
  static func decidedOption(in arguments: [String]) -> String? {
    arguments.lazy
      .map { String($0.prefix { $0 != "=" }) }
      .first { decided.contains($0) }
  }

  static func parts(_ text: String) throws -> Set<TrainingOptions.ModelPart> {
    let names = text.split(separator: ",", omittingEmptySubsequences: false)
    return Set(
      try names.map { name in
        guard let part = TrainingOptions.ModelPart(rawValue: String(name)) else {
          let known = TrainingOptions.ModelPart.allCases.map(\.rawValue).joined(separator: ", ")
          throw ValidationError("“\(name)” is no part of a model; the parts are \(known)")
        }
        return part
      })
  }

  /// The path of the model's file; nil without one.
  func path() throws -> String? {
    try from.first.map { try ModelLocator.current.locate($0).path }
  }
}
