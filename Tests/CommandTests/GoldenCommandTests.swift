import Foundation
import TestSupport
import Testing

@Suite struct GoldenCommandTests {
  /// oneDNN has kernels for each instruction set, and each adds in another order.
  @Test(arguments: ["SSE41", "AVX2", "AVX512_CORE", "ALL"])
  func theSameTextsOnEveryProcessor(_ instructions: String) async throws {
    let result = try await Program.translate.run(
      ["--model", GoldenLines.model], input: Data(GoldenLines.input().utf8),
      in: TemporaryDirectory(), environment: ["ONEDNN_MAX_CPU_ISA": instructions])
    #expect(result.code == 0)
    #expect(result.lines == (try GoldenLines.pairs().map(\.translation)))
  }

  /// A sentence has the same score to the last digit alone and among others, on every processor.
  @Test(arguments: ["SSE41", "AVX2", "ALL"], [1, 5])
  func theSameScoresAloneAndTogether(_ instructions: String, _ beam: Int) async throws {
    let lines = try GoldenLines.pairs().prefix(60).map { $0.source + "\n" }
    func output(_ lines: [String]) async throws -> [String] {
      let result = try await Program.translate.run(
        ["--model", GoldenLines.model, "--scores", "--beam", "\(beam)"],
        input: Data(lines.joined().utf8), in: TemporaryDirectory(),
        environment: ["ONEDNN_MAX_CPU_ISA": instructions])
      #expect(result.code == 0)
      return result.lines.map { String($0) }
    }
    let together = try await output(lines)
    for index in [0, 7, 31] { #expect(try await output([lines[index]]) == [together[index]]) }
    #expect(try await output(Array(lines[20..<27])) == Array(together[20..<27]))
  }
}
