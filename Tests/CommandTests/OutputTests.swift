import Foundation
import TestSupport
import Testing

/// Results that cannot be written are an error; a reader that has seen enough is not.
@Suite struct OutputTests {
  private static let commands = [
    "$bleu r -i r", "$bleu r -i r --sentence-level", "$bleu r -i r s --paired-bs -m bleu chrf",
    "$bleu --help", "$bleu --version", "$translate --help", "$translate train --help",
    "$translate --version", "$translate --model $model r", "$translate --model $model --json r",
    "$translate evaluate p --model $model", "$translate score p --model $model",
    "$translate inspect $model", "$translate check p",
  ]

  private func run(_ command: String, _ rest: String) async throws -> Program.Result {
    let directory = try TemporaryDirectory()
    try directory.write("I am here\nyou are there\n", to: "r")
    try directory.write("I am there\nyou are here\n", to: "s")
    try directory.write("I am here\tje suis ici\n", to: "p")
    return try await Program.shell(
      "\(command) \(rest)", in: directory, environment: ["model": try await SmallModel.path])
  }

  #if os(Linux)
    @Test(arguments: commands)
    func aFullDiskIsAnError(command: String) async throws {
      let result = try await run(command, ">/dev/full")
      #expect(result.code == 1)
      let lines = result.errors.split(separator: "\n").filter { $0.contains("cannot write") }
      #expect(lines.count == 1, "\(command): \(result.errors)")
      #expect(lines.first?.contains("standard output") == true)
    }
  #endif

  /// Its bytes repaired, a name would be that of another file.
  @Test(arguments: [
    "$translate --model $model r --output \"$odd\"", "$translate quantize $model -o \"$odd\"",
    "$translate train \"$odd\"", "$bleu r -i \"$odd\"",
  ])
  func namesThatAreNotTextAreRefused(command: String) async throws {
    let result = try await run("odd=$(printf 'x\\377'); \(command); code=$?; ls; exit $code", "")
    #expect(result.code == 64)
    #expect(result.errors.contains("x\u{FFFD} is not UTF-8"), "\(result.errors)")
    #expect(result.text.split(separator: "\n") == ["p", "r", "s"])
  }

  @Test(arguments: commands)
  func aClosedPipeIsQuiet(command: String) async throws {
    let result = try await run("{ \(command); echo \"code $?\" >&2; }", "| true")
    #expect(!result.errors.contains("rror:"), "\(command): \(result.errors)")
    #expect(result.errors.contains("code 0") || result.errors.contains("code 141"))
  }
}
