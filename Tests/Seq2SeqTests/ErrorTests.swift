import Evaluation
import Foundation
import TestSupport
import Testing
import Tokenization

@testable import Seq2Seq

/// Errors as an app sees them.
@Suite struct ErrorTests {
  private static let file = FileError(path: "a.tsv", action: .read, reason: .notFound)
  private static let shape = ModelError.otherShape(
    path: "b", property: "cell", value: "gru", other: "a", otherValue: "lstm")

  private static let all: [any Error & CustomStringConvertible] = [
    file, SafeTensorsError.file(file), CorpusError.file(file), shape,
    ModelError.notAModel(path: "b"),
    TrainingError.nothingToResume(path: "c"), TrainingError.diverged(update: 3, rollbacks: 5),
    TrainingError.tokenizer(.noText), SearchError.noAttention(for: .alignment),
    SearchError.noShortlist(.missing), TokenizerError.noText, EvaluationError.noSegments,
  ]

  /// Not "The operation could not be completed", Foundation's text for errors it does not know.
  @Test(arguments: all.indices)
  func localizedDescriptionIsOurSentence(index: Int) {
    let error = Self.all[index]
    #expect(error.localizedDescription == error.description)
    #expect((error as any Error).localizedDescription == error.description)
  }

  @Test func theSentenceOfAnErrorWithinIsKept() {
    #expect(TrainingError.model(.file(.file(Self.file))).description == Self.file.description)
    #expect(
      TrainingError.tokenizer(.noText).description
        == "no tokenizer can be learned: \(TokenizerError.noText)")
  }

  /// What an app must distinguish is a case with its values.
  @Test func causesAreCases() throws {
    let sample = try TrainingSample()
    func failure(_ start: Trainer.Start = .resumeIfSame) -> TrainingError? {
      #expect(throws: TrainingError.self) { try sample.train(start) }
    }
    let checkpoint = sample.directory.file("model/checkpoint.safetensors")
    guard case .nothingToResume(checkpoint)? = failure(.resume) else {
      Issue.record("resumed nothing")
      return
    }
    #expect(!sample.directory.exists("model"))
    let foreign = try sample.directory.write("a model", to: "model/model.safetensors")
    guard case .foreignModel(foreign)? = failure() else {
      Issue.record("replaced the model of others")
      return
    }
    try sample.train(.fresh)
    var writer = SafeTensorsWriter()
    writer.metadata = try SafeTensorsFile(path: checkpoint).metadata
    try writer.write(to: checkpoint)
    guard case .damagedCheckpoint(checkpoint, let part)? = failure() else {
      Issue.record("went on without weights")
      return
    }
    #expect(part.contains("weight"))
  }

  /// A checkpoint may come from anyone: each number that a training counts on is checked.
  @Test(arguments: [
    #""update":-1"#, #""update":9223372036854775807"#, #""epoch":-1"#, #""position":-1"#,
    #""position":1000"#, #""validationsWithoutProgress":-3"#, #""validationsOnPlateau":-1"#,
    #""validationsOnPlateau":99"#, #""reductions":-2000"#, #""rollbacks":-1"#, #""rollbacks":6"#,
    #""metricLines":-1"#, #""tokens":-1"#, #""updates":-1"#, #""updates":1000"#, #""clipped":-1"#,
    #""clipped":1000"#, #""epoch":"one""#, #""nll":null"#,
  ])
  func impossibleStatesAreRefused(field: String) throws {
    let sample = try TrainingSample()
    try sample.train(stopAfter: 2)
    let checkpoint = sample.directory.file("model/checkpoint.safetensors")
    let sound = try SafeTensorsFile(path: checkpoint)
    let state = try #require(sound.metadata["state"])
    let name = try #require(field.split(separator: ":").first)
    let pattern = try Regex("\(name):[^,}]*")
    let changed = state.replacing(pattern, with: field, maxReplacements: 1)
    #expect(changed != state)
    var writer = SafeTensorsWriter()
    writer.metadata = sound.metadata
    writer.metadata["state"] = changed
    writer.tensors = sound.tensors.map {
      SafeTensorsWriter.Tensor(
        name: $0.name, element: $0.element, shape: $0.shape, numbers: $0.numbers(Float.self))
    }
    try writer.write(to: checkpoint)
    let error = #expect(throws: TrainingError.self) { try sample.train() }
    guard case .damagedCheckpoint(checkpoint, let part)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(part.hasPrefix("state"))
  }

  @Test func aDirectoryWithoutAModelIsNotAMissingOne() throws {
    let directory = try TemporaryDirectory()
    let locator = ModelLocator(environment: directory.file("none"))
    func failure(_ name: String?) -> ModelError? {
      #expect(throws: ModelError.self) { try locator.locate(name) }
    }
    #expect(
      failure(directory.path) == .notInDirectory(path: directory.path, file: "model.safetensors"))
    #expect(failure(directory.file("no")) == .notFound(path: directory.file("no"), variable: nil))
    #expect(
      failure(nil) == .notFound(path: directory.file("none"), variable: "TRANSLATE_MODEL"))
  }
}
