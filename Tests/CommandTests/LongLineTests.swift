import Foundation
import TestSupport
import Testing

/// Lines that are no sentences take bounded memory and time, and are named.
@Suite struct LongLineTests {
  /// Runs a script with at most so much address space, where no sanitizer needs more.
  private func run(
    _ script: String, megabytes: Int, in directory: TemporaryDirectory
  ) async throws -> Program.Result {
    let limit = memoryIsOurs ? "ulimit -v \(megabytes)000\n" : ""
    return try await Program.shell(
      limit + script, in: directory, environment: ["model": try await SmallModel.path])
  }

  /// The edits of two texts of 20,000 words a side are found in memory that grows with the words.
  @Test func editsOfLongTexts() async throws {
    let directory = try TemporaryDirectory()
    let words = (0..<20_000).map { "w\($0 * $0 % 5_003)" }
    try directory.write(words.joined(separator: " ") + "\n", to: "reference")
    let others = words.indices.map { $0.isMultiple(of: 10) ? "other" : words[$0] }
    try directory.write(others.joined(separator: " ") + "\n", to: "translation")
    let result = try await run(
      #""$bleu" reference -i translation -m ter -b"#, megabytes: 400, in: directory)
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.text == "10.0\n", "\(result.text)")
  }

  @Test func pairsThatAreTooLongGetNoScore() async throws {
    let directory = try TemporaryDirectory()
    let long = String(repeating: "I am here. ", count: 80_000)
    try directory.write(
      "I am here\tje suis ici\n\(long)\tje suis ici\nyou are here\ttu es ici\n", to: "p.tsv")
    let result = try await run(
      #""$translate" score p.tsv --model "$model""#, megabytes: 1_500, in: directory)
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.lines.map(\.isEmpty) == [false, true, false], "\(result.lines)")
    #expect(
      result.errors.contains("warning: line 2 has more tokens on a side than --max-length"),
      "\(result.errors)")
    #expect(result.errors.contains("3 pairs, "), "\(result.errors)")
  }

  /// The option says how long a pair may be: what is scored is scored as before.
  @Test func theLimitOfScoresIsAnOption() async throws {
    let directory = try TemporaryDirectory()
    try directory.write("I am here\tje suis ici\n", to: "p.tsv")
    func score(_ options: String) async throws -> Program.Result {
      try await run(
        #""$translate" score p.tsv --model "$model" "# + options, megabytes: 1_500, in: directory)
    }
    #expect(try await score("--max-length 1").lines == [""])
    let scored = try await score("--max-length 50")
    #expect(scored.lines == (try await score("")).lines && scored.lines != [""], "\(scored)")
  }

  @Test func longBeginningsAreCut() async throws {
    let directory = try TemporaryDirectory()
    let long = String(repeating: "je suis ici ", count: 80_000)
    try directory.write("I am here\tje\nI am here\t\(long)\nI am here\t\n", to: "lines")
    let result = try await run(
      #""$translate" --model "$model" --prefix-column 2 --max-length 20 <lines"#, megabytes: 1_500,
      in: directory)
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.lines.count == 3 && result.lines[1].hasPrefix("je suis ici je suis ici"))
    #expect(result.lines[1].utf8.count < 2_000, "\(result.lines[1].prefix(200))")
    #expect(
      result.errors
        == "warning: line 2 has a given beginning of more tokens than --max-length; "
        + "only its first tokens are used\n", "\(result.errors)")
  }
}
