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
