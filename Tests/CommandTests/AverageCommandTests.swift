import Foundation
import Seq2Seq
import TestSupport
import Testing

@Suite struct AverageCommandTests {
  private func average(
    _ arguments: [String], in directory: TemporaryDirectory
  ) async throws -> Program.Result {
    try await Program.translate.run(["average"] + arguments, in: directory)
  }

  @Test func aModelTwiceIsThatModel() async throws {
    let directory = try TemporaryDirectory()
    let path = try await SmallModel.path
    let result = try await average([path, path, "--output", "m.safetensors"], in: directory)
    #expect(result.code == 0)
    #expect(result.output.isEmpty)
    let sources = SmallCorpus.pairs.map { $0.source + "\n" }.joined()
    let translated = try await Program.translate.run(
      ["--model", "m.safetensors", "--scores"], input: sources, in: directory)
    let expected = try await SmallModel.translate(sources, ["--scores"])
    #expect(translated.output == expected.output)
    let model = try TranslationModel(path: directory.file("m.safetensors"))
    #expect(model.notes["average of"] == "\(path), \(path)")
    #expect(model.notes["training_pairs"] == "\(SmallCorpus.pairs.count)")
  }

  @Test func refusesModelsOfOtherShapes() async throws {
    let directory = try TemporaryDirectory()
    let paths = [try await SmallModel.path, try await AttentiveModel.path]
    let result = try await average(paths + ["--output", "m.safetensors"], in: directory)
    #expect(result.code == 1)
    #expect(result.errors.hasPrefix("error: \(paths[1]): its attention is additive, but none in "))
    #expect(!directory.exists("m.safetensors"))
  }
}
