import Foundation
import TestSupport
import Testing

/// Documents through the command, with the model that comes along.
@Suite struct DocumentCommandTests {
  private static func run(
    _ arguments: [String], input: String = "", in directory: TemporaryDirectory
  ) async throws -> Program.Result {
    let model = Phrasebook.root.appendingPathComponent("models/phrasebook/model.safetensors").path
    return try await Program.translate.run(
      arguments + ["--model", model, "--beam", "1"], input: input, in: directory)
  }

  private static let letter = """
    ---
    title: I am cold.
    ---

    # Where is the station?

    - I am cold.
    - ```
      I am cold.
      ```

    """

  @Test func translatesOnlyTheTextOfMarkdown() async throws {
    let directory = try TemporaryDirectory()
    try directory.write(Self.letter, to: "letter.md")
    let result = try await Self.run(["letter.md", "-o", "letter.fr.md"], in: directory)
    #expect(result.code == 0 && result.output.isEmpty, "\(result.errors)")
    let expected = Self.letter
      .replacingOccurrences(of: "# Where is the station?", with: "# Où est la gare ?")
      .replacingOccurrences(of: "- I am cold.", with: "- J'ai froid.")
    #expect(String(decoding: try directory.read("letter.fr.md"), as: UTF8.self) == expected)
    #expect(try directory.read("letter.md") == Array(Self.letter.utf8))
  }

  /// Each file in its own format, one after the other.
  @Test func translatesDocumentsAndLinesTogether() async throws {
    let directory = try TemporaryDirectory()
    let times = "1\n00:00:01,000 --> 00:00:04,000\n"
    try directory.write(times + "I am cold.\n", to: "a.srt")
    try directory.write("I am cold.\n2\n", to: "b.txt")
    try directory.write("<p>I am cold.</p>", to: "c.html")
    let result = try await Self.run(["a.srt", "b.txt", "c.html"], in: directory)
    #expect(result.code == 0 && result.errors == "")
    #expect(result.text == times + "J'ai froid.\nJ'ai froid.\n2\n<p>J'ai froid.</p>")
    let refused = try await Self.run(["b.txt", "c.html", "--scores"], in: directory)
    #expect(refused.code == 64 && refused.errors.contains("--scores"))
  }

  @Test func takesTheFormatOfStandardInputFromAnOption() async throws {
    let directory = try TemporaryDirectory()
    let result = try await Self.run(
      ["--format", "html"], input: "<p class='I am cold.'>I am cold.</p><pre>I am cold.</pre>",
      in: directory)
    #expect(result.text == "<p class='I am cold.'>J'ai froid.</p><pre>I am cold.</pre>")
    #expect(result.code == 0 && result.errors == "")
  }

  @Test func translatesLinesOfADocumentIfAskedTo() async throws {
    let directory = try TemporaryDirectory()
    try directory.write("{\n\"I am cold.\"\n}\n", to: "a.json")
    let lines = try await Self.run(["a.json", "--format", "text", "-o", "out"], in: directory)
    #expect(lines.code == 0 && lines.output.isEmpty, "\(lines.errors)")
    let text = String(decoding: try directory.read("out"), as: UTF8.self)
    #expect(text.hasPrefix("{\n") && text.hasSuffix("\n}\n"))
    let document = try await Self.run(["a.json"], in: directory)
    #expect(document.code == 1 && document.output.isEmpty)
    #expect(document.errors.hasPrefix("error: cannot read a.json as json: line 3: "))
    #expect(document.errors.hasSuffix("; --format text translates it line by line\n"))
  }

  @Test(arguments: ["letter.docx", "letter.txt", "letter.md"])
  func refusesOfficeDocumentsWhateverTheirNames(_ name: String) async throws {
    let directory = try TemporaryDirectory()
    try directory.write([0x50, 0x4B, 3, 4] + Array("0000 word/document.xml 000".utf8), to: name)
    let result = try await Self.run([name, "-o", "out"], in: directory)
    #expect(result.code == 1 && result.output.isEmpty)
    #expect(
      result.errors
        == "error: cannot read \(name): it is a Word document; save its text as plain text in UTF-8\n"
    )
    #expect(!FileManager.default.fileExists(atPath: directory.file("out")))
  }

  @Test func refusesTextThatIsNotUTF8ByLine() async throws {
    let directory = try TemporaryDirectory()
    try directory.write(Array("# One\n\nIl ".utf8) + [0xE9, 0x0A], to: "a.md")
    let result = try await Self.run(["a.md"], in: directory)
    #expect(result.code == 1)
    #expect(result.errors.hasPrefix("error: cannot read a.md as markdown: line 3: "))
    #expect(result.errors.split(separator: "\n").count == 1)
  }

  @Test func namesDoubtfulTextsAndWhatHasNone() async throws {
    let directory = try TemporaryDirectory()
    try directory.write("<p>\n<b>Xylophones quarrel vehemently.</b>\n</p>\n", to: "a.html")
    try directory.write("<script>x</script>", to: "b.html")
    let doubtful = try await Self.run(["a.html", "--doubtful", "0"], in: directory)
    #expect(doubtful.errors.hasPrefix("doubtful: a.html: line 2, -"))
    let empty = try await Self.run(["b.html"], in: directory)
    #expect(empty.text == "<script>x</script>")
    #expect(empty.errors == "warning: b.html has nothing to translate as html\n")
  }

  @Test(arguments: [
    ("a.md --n-best 2", "--n-best --format"), ("a.md --scores", "--scores --format"),
    ("a.md --json", "--json --format"), ("a.html --prefix x", "--prefix --format"),
    ("a.po --prefix-column 2", "--prefix-column --format"),
    ("a.srt --alignments words", "--alignments --format"),
    ("a.txt b.md --json", "--json --format"), ("--format srt --json", "--json --format"),
    ("a.md --format docx", "--format"),
  ])
  func whatOnlyLinesHaveIsRefused(_ arguments: String, _ named: String) async throws {
    let result = try await Program.translate.run(
      arguments.split(separator: " ").map(String.init), in: TemporaryDirectory())
    #expect(result.code == 64)
    #expect(result.output.isEmpty)
    for option in named.split(separator: " ") {
      #expect(result.errors.names(String(option)), "\(result.errors)")
    }
    #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
  }
}
