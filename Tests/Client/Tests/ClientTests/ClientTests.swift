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

  @Test func trainsFromAnArrayAndTranslatesWithTheResult() throws {
    try withDirectory { directory in
      let trainer = try Trainer(Self.input, Self.options, output: directory)
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

  @Test func aServiceTranslatesForTasksAtOnce() async throws {
    let service = try await TranslationService(modelAt: Self.model, threads: 2)
    async let first = service.translate(["I am cold.", "Where is the station?"])
    async let second = service.translate("Where is the station?")
    let (two, one) = try await (first, second)
    #expect(two.map(\.text) == ["J'ai froid.", "Où est la gare ?"])
    #expect(one == two[1])
  }

  @Test func aCallThatIsCancelledThrows() async throws {
    let service = try await TranslationService(modelAt: Self.model, threads: 1)
    // More lines than are translated before the cancellation is noticed.
    let lines = Array(repeating: "Where is the station?", count: 1_000_000)
    let call = Task { try await service.translate(lines) }
    call.cancel()
    await #expect(throws: CancellationError.self) { try await call.value }
    #expect(try await service.translate("I am cold.").text == "J'ai froid.")
  }

  @Test func aTrainingThatIsStoppedIsResumed() throws {
    try withDirectory { directory in
      let trainer = try Trainer(Self.input, Self.options, output: directory)
      let stopped = try trainer.run(shouldStop: { true }, report: { _ in })
      #expect(stopped.reason == .interrupted && stopped.updates == 1)
      #expect(try trainer.run { _ in }.reason == .epochs)
    }
  }

  @Test func aTaskThatIsCancelledStopsItsTrainingAndSaves() async throws {
    try await withDirectory { directory in
      var options = Self.options
      // So many events wait for the task that takes them that the training waits, too.
      options.maximumEpochs = 64
      options.patience = 64
      let run = TrainingRun(Self.input, options, output: directory)
      let training = Task { () -> TrainingResult.Reason? in
        var reason: TrainingResult.Reason?
        for try await event in run {
          switch event {
          case .validated: withUnsafeCurrentTask { $0?.cancel() }
          case .finished(let result): reason = result.reason
          default: break
          }
        }
        return reason
      }
      #expect(try await training.value == .interrupted)
      let resumed = try await run.result()
      #expect(resumed.reason == .epochs && resumed.epochs == 64)
    }
  }

  private static let input = TrainingInput(
    pairs: InMemoryPairs((1...40).map { ("good day \($0)", "bonjour \($0)") }))

  /// A small model, trained for two epochs.
  private static var options: TrainingOptions {
    var options = TrainingOptions()
    options.embedding = 8
    options.encoderHidden = 8
    options.decoderHidden = 8
    options.maximumEpochs = 2
    options.threads = 1
    return options
  }

  /// Runs `body` with a directory that does not exist yet, and removes it afterwards.
  private func withDirectory(_ body: (String) throws -> Void) throws {
    let directory = Self.newDirectory()
    defer { try? FileManager.default.removeItem(atPath: directory) }
    try body(directory)
  }

  private func withDirectory(_ body: (String) async throws -> Void) async throws {
    let directory = Self.newDirectory()
    defer { try? FileManager.default.removeItem(atPath: directory) }
    try await body(directory)
  }

  private static func newDirectory() -> String {
    NSTemporaryDirectory() + "client-" + UUID().uuidString
  }
}
