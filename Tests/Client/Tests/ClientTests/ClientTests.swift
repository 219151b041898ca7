import Foundation
import Seq2Seq
import Testing

/// What an app does with the library, by its public interface alone.
@Suite struct ClientTests {
  private static let model =
    #filePath.components(separatedBy: "/Tests/Client/")[0]
    + "/models/phrasebook/model.safetensors"

  @Test func translatesWithTheModelThatComesAlong() throws {
    let translator = try Translator(modelAt: Self.model)
    #expect(translator.translate(["I am cold."]).map(\.text) == ["J'ai froid."])
  }

  @Test func twoTasksTranslateWithOneTranslator() async throws {
    let translator = try Translator(modelAt: Self.model, threads: 2)
    async let first = translator.translate(["I am cold.", "Where is the station?"])
    async let second = translator.translate(["Where is the station?"])
    let (two, one) = await (first, second)
    #expect(two.map(\.text) == ["J'ai froid.", "Où est la gare ?"])
    #expect(one == [two[1]])
  }

  @Test func trainsFromPairsInMemoryAndTranslatesWithTheResult() throws {
    try withTraining { trainer, directory in
      var validations = 0
      let result = try trainer.run { event in
        if case .validated = event { validations += 1 }
      }
      #expect(result.reason == .epochs && result.epochs == 2)
      #expect(validations > 0)
      let translator = try Translator(modelAt: "\(directory)/model.safetensors")
      #expect(translator.translate(["good day 3"]).count == 1)
    }
  }

  @Test func aTrainingThatIsStoppedGoesOn() throws {
    try withTraining { trainer, _ in
      let stopped = try trainer.run(shouldStop: { true }, report: { _ in })
      #expect(stopped.reason == .interrupted && stopped.updates == 1)
      #expect(try trainer.run { _ in }.reason == .epochs)
    }
  }

  /// A training of two epochs on pairs made here.
  private func withTraining(_ body: (Trainer, String) throws -> Void) throws {
    let directory = NSTemporaryDirectory() + "client-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let pairs = (1...40).map { ("good day \($0)", "bonjour \($0)") }
    var options = TrainingOptions()
    options.embedding = 8
    options.encoderHidden = 8
    options.decoderHidden = 8
    options.maximumEpochs = 2
    options.threads = 1
    let input = TrainingInput(pairs: InMemoryPairs(pairs))
    try body(Trainer(input, options, output: "\(directory)/model"), "\(directory)/model")
  }
}
