import Foundation
import TestSupport
import Testing

@Suite struct QuantizeCommandTests {
  private func quantize(
    _ arguments: [String], in directory: TemporaryDirectory
  ) async throws -> Program.Result {
    try await Program.translate.run(["quantize"] + arguments, in: directory)
  }

  private func directoryWithModel() throws -> TemporaryDirectory {
    let directory = try TemporaryDirectory()
    try directory.write(readBytes(atPath: GoldenLines.model), to: "m.safetensors")
    return directory
  }

  /// The weights take a quarter of the size; what else is in so small a model, such as the pieces, stays.
  @Test func aThirdOfTheSizeTranslatesTheSame() async throws {
    let directory = try directoryWithModel()
    let result = try await quantize(["m.safetensors"], in: directory)
    #expect(result.code == 0)
    #expect(result.output.isEmpty)
    #expect(result.errors == "m.int8.safetensors: 1,353,040 parameters in int8\n")
    let original = try directory.read("m.safetensors")
    #expect(try original == readBytes(atPath: GoldenLines.model))
    let size = Double(try directory.read("m.int8.safetensors").count)
    #expect(size < 0.33 * Double(original.count))

    let pairs = try GoldenLines.pairs()
    for options in [[], ["--precision", "float32"]] {
      let translated = try await Program.translate.run(
        ["--model", "m.int8.safetensors"] + options, input: GoldenLines.input(), in: directory)
      #expect(translated.code == 0)
      try #require(translated.lines.count == pairs.count)
      let same = zip(translated.lines, pairs).count { $0 == $1.translation }
      #expect(same >= pairs.count * 9 / 10, "\(same) of \(pairs.count)")
    }
  }

  @Test func writesWhereItIsToldTo() async throws {
    let directory = try directoryWithModel()
    let beside = try await quantize(["m.safetensors"], in: directory)
    let elsewhere = try await quantize(["m.safetensors", "-o", "other"], in: directory)
    #expect(beside.code == 0 && elsewhere.code == 0)
    #expect(try directory.read("other") == directory.read("m.int8.safetensors"))
    let inspected = try await Program.translate.run(["inspect", "other", "--json"], in: directory)
    let description = try #require(
      try JSONSerialization.jsonObject(with: inspected.output) as? [String: Any])
    #expect(description["precision"] as? String == "int8")
    #expect(description["parameter_count"] as? Int == 1_353_040)
  }

  @Test func leavesAQuantizedModelAlone() async throws {
    let directory = try directoryWithModel()
    _ = try await quantize(["m.safetensors"], in: directory)
    let again = try await quantize(["m.int8.safetensors"], in: directory)
    #expect(again.code == 0)
    #expect(again.text.isEmpty)
    #expect(again.errors == "m.int8.safetensors is quantized already\n")
    #expect(!directory.exists("m.int8.int8.safetensors"))
  }

  @Test func refusesWhatIsNoModel() async throws {
    let directory = try directoryWithModel()
    try directory.write("I am here\n", to: "text")
    for name in ["text", "nowhere"] {
      let result = try await quantize([name], in: directory)
      #expect(result.code == 1)
      #expect(result.output.isEmpty)
      #expect(result.errors.hasPrefix("error: "))
      #expect(result.errors.contains(name))
      #expect(result.errors.split(separator: "\n").count == 1)
      #expect(!directory.exists(name + ".int8.safetensors"))
    }
    let nowhere = try await quantize(
      ["m.safetensors", "--output", "text/under/a/file"], in: directory)
    #expect(nowhere.code == 1)
    #expect(nowhere.errors.hasPrefix("error: "))
    #expect(nowhere.errors.contains("text/under/a/file"))
    let none = try await quantize([], in: directory)
    #expect(none.code == 64)
    #expect(none.errors.contains("<model>"))
  }
}
