import Foundation
import TestSupport

/// A few dozen sentence pairs that follow a simple rule.
enum SmallCorpus {
  private static let subjects = [
    ("I am", "je suis", "je ne suis pas"), ("you are", "tu es", "tu n'es pas"),
    ("he is", "il est", "il n'est pas"), ("we are", "nous sommes", "nous ne sommes pas"),
  ]
  private static let states = [
    ("here", "ici"), ("there", "là"), ("inside", "dedans"), ("outside", "dehors"),
    ("upstairs", "en haut"), ("at home", "à la maison"), ("far away", "loin"),
  ]

  /// English and French.
  static let pairs: [(source: String, target: String)] = subjects.flatMap { subject in
    states.flatMap { state in
      [
        ("\(subject.0) \(state.0)", "\(subject.1) \(state.1)"),
        ("\(subject.0) not \(state.0)", "\(subject.2) \(state.1)"),
      ]
    }
  }

  /// Lines of English, TAB, French.
  static let tsv = pairs.map { "\($0.source)\t\($0.target)\n" }.joined()

  /// Options for a model that trains within moments.
  static let smallOptions = [
    "--embedding", "24", "--encoder", "32", "--decoder", "32", "--vocabulary", "330",
    "--learning-rate", "0.005", "--dropout", "0", "--threads", "1",
  ]
}

/// A model trained once, for all tests that only need some model.
enum SmallModel {
  private static let training = Task {
    let directory = try TemporaryDirectory()
    try directory.write(SmallCorpus.tsv, to: "pairs.en-fr.tsv")
    try directory.write(SmallCorpus.tsv, to: "valid.tsv")
    let result = try await Program.translate.run(
      [
        "train", "pairs.en-fr.tsv", "--valid", "valid.tsv", "--epochs", "100", "--criterion",
        "loss", "--validate-every", "140", "--schedule", "constant", "--label-smoothing", "0",
      ] + SmallCorpus.smallOptions, in: directory)
    guard result.code == 0 else { throw Failure(errors: result.errors) }
    return (directory, result)
  }

  struct Failure: Error {
    let errors: String
  }

  /// The model file.
  static var path: String {
    get async throws { try await training.value.0.path + "/models/pairs/model.safetensors" }
  }

  /// The result of the training command.
  static var trainingResult: Program.Result {
    get async throws { try await training.value.1 }
  }

  /// Translates with it, on one thread.
  static func translate(
    _ input: Data, _ options: [String] = [], in directory: TemporaryDirectory? = nil
  ) async throws -> Program.Result {
    try await Program.translate.run(
      ["--model", try await path, "--threads", "1"] + options, input: input,
      in: try directory ?? TemporaryDirectory())
  }

  static func translate(_ input: String, _ options: [String] = []) async throws -> Program.Result {
    try await translate(Data(input.utf8), options)
  }
}
