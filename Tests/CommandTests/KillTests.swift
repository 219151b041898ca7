import Foundation
import TestSupport
import Testing

/// A killed training resumes and ends with the same bytes; `make kill` tests it with fifty kills.
@Suite(.enabled(if: Program.sanitizer == nil, "other tests watch what a training does"))
struct KillTests {
  @Test func killedTrainingsEndWithTheSameBytes() async throws {
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("kill-resume.sh").path
    let result = try await Program.shell(
      "exec bash '\(script)' \"$translate\" 4 1 3", in: TemporaryDirectory())
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.text.hasPrefix("4 kills in "))
    #expect(result.text.hasSuffix("the same to the byte\n"))
  }
}
