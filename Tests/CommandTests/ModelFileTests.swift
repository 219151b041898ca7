import Foundation
import Seq2Seq
import TestSupport
import Testing

@Suite struct ModelFileTests {
  @Test(arguments: [
    ("cut short", 0.5), ("cut within its header", 0.01), ("empty", 0),
  ])
  func refusesAModelCutShort(_ name: String, _ share: Double) async throws {
    let directory = try TemporaryDirectory()
    let whole = try Data(contentsOf: URL(fileURLWithPath: try await SmallModel.path))
    try directory.write(whole.prefix(Int(share * Double(whole.count))), to: "m.safetensors")
    try await expectRefusal("m.safetensors", in: directory)
  }

  @Test func refusesAnotherFormatVersion() async throws {
    let directory = try TemporaryDirectory()
    var bytes = try Data(contentsOf: URL(fileURLWithPath: try await SmallModel.path))
    let place = try #require(bytes.range(of: Data("\"format_version\":\"1\"".utf8)))
    bytes.replaceSubrange(place, with: Data("\"format_version\":\"9\"".utf8))
    try directory.write(bytes, to: "m.safetensors")
    let errors = try await expectRefusal("m.safetensors", in: directory)
    #expect(errors.contains("version"))
  }

  @Test func refusesWhatIsNoModel() async throws {
    let directory = try TemporaryDirectory()
    try directory.write("I am here\n", to: "text")
    try directory.write(Data((0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 31) }), to: "bytes")
    try directory.write("", to: "empty/other.txt")
    for name in ["text", "bytes", "empty", "nowhere"] {
      try await expectRefusal(name, in: directory)
    }
  }

  @discardableResult
  private func expectRefusal(
    _ name: String, in directory: TemporaryDirectory
  ) async throws -> String {
    let result = try await Program.translate.run(
      ["--model", name], input: "I am here\n", in: directory)
    #expect(result.code == 1)
    #expect(result.output.isEmpty)
    #expect(result.errors.hasPrefix("error: "))
    #expect(result.errors.contains(name))
    #expect(result.errors.split(separator: "\n").count == 1)
    return result.errors
  }

  @Test func takesTheVariableThenTheLastTrained() async throws {
    let directory = try TemporaryDirectory()
    let model = try Data(contentsOf: URL(fileURLWithPath: try await SmallModel.path))
    try directory.write(model, to: "models/older/model.safetensors")
    try directory.write(model, to: "models/newer/model.safetensors")
    try directory.write(model, to: "elsewhere/model.safetensors")
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1_000_000)],
      ofItemAtPath: directory.file("models/older/model.safetensors"))
    let last = try await Program.translate.run([], input: "I am here\n", in: directory)
    #expect(last.errors == "model: models/newer/model.safetensors (the one trained last)\n")
    #expect(last.lines.count == 1)
    let named = try await Program.translate.run(
      [], input: Data("I am here\n".utf8), in: directory,
      environment: ["TRANSLATE_MODEL": "elsewhere"])
    #expect(named.errors == "model: elsewhere/model.safetensors (from $TRANSLATE_MODEL)\n")
    #expect(named.output == last.output)
  }

  @Test func findsTheShippedModelAboveTheProgram() throws {
    let directory = try TemporaryDirectory()
    let shipped = try directory.write("", to: "house/models/phrasebook/model.safetensors")
    let locator = ModelLocator(
      directory: directory.path + "/house/Sources",
      executable: directory.path + "/house/.build/release/translate")
    let location = try locator.locate()
    #expect(location.path == shipped)
    #expect(location.origin == .shipped)
  }

  @Test func prefersATrainedModelToTheShippedOne() throws {
    let directory = try TemporaryDirectory()
    let trained = try directory.write("", to: "models/mine/model.safetensors")
    try directory.write("", to: "models/phrasebook/model.safetensors")
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1_000_000)], ofItemAtPath: trained)
    #expect(try ModelLocator(directory: directory.path).locate().path == trained)
  }

  @Test func saysThatThereIsNoModel() throws {
    let directory = try TemporaryDirectory()
    let locator = ModelLocator(directory: directory.path, executable: "/nowhere/translate")
    let error = try #require(throws: ModelError.self) { try locator.locate() }
    guard case .noModel("\(directory.path)/models") = error else {
      Issue.record(error)
      return
    }
  }
}
