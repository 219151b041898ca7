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
}
