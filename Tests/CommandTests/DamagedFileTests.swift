import Foundation
import TestSupport
import Testing

/// Files damaged at random are read or refused by a separate process, which must survive.
@Suite(.enabled(if: Program.sanitizer != "thread", "a file is read by one thread"))
struct DamagedFileTests {
  struct Outcome: Decodable {
    /// The peak memory of reading one file, and the size of the sound file.
    var memory, size: Int
    var read, refused: Int
  }

  private func mutate(
    _ target: String, _ path: String, _ count: Int, in directory: TemporaryDirectory
  ) async throws -> Outcome {
    let result = try await Program.fuzz.run(
      ["mutate", target, path, "\(count)", "7"], in: directory)
    #expect(result.code == 0, "\(result.errors)")
    let outcome = try JSONDecoder().decode(Outcome.self, from: result.output)
    #expect(outcome.read + outcome.refused == count)
    return outcome
  }

  @Test func fiveThousandModels() async throws {
    let directory = try TemporaryDirectory()
    try directory.write(SmallCorpus.tsv, to: "p.tsv")
    let sizes = ["--embedding", "4", "--encoder", "4", "--decoder", "4", "--vocabulary", "300"]
    let trained = try await Program.translate.run(
      ["train", "p.tsv", "--updates", "1"] + sizes, in: directory)
    #expect(trained.code == 0)
    let outcome = try await mutate("model", "models/p/model.safetensors", 5000, in: directory)
    #expect(outcome.read > 50 && outcome.refused > 3000)
    // A megabyte or two belongs to code and threads that are used for the first time.
    #expect(!memoryIsOurs || outcome.memory < 2 * outcome.size + 4_000_000)
  }

  /// A header is not trusted: reading takes at most twice the memory of the file.
  @Test func aRealModelAndItsMemory() async throws {
    let outcome = try await mutate(
      "model", Phrasebook.model, 100, in: TemporaryDirectory())
    #expect(outcome.refused > 50)
    #expect(!memoryIsOurs || outcome.memory < 2 * outcome.size)
  }

  /// Resuming from a checkpoint that someone has changed goes on, or says what is wrong; `make fuzz` tries 5,000.
  @Test func checkpoints() async throws {
    let directory = try TemporaryDirectory()
    let made = try await Program.fuzz.run(["train", "checkpoint"], in: directory)
    #expect(made.code == 0, "\(made.errors)")
    let outcome = try await mutate("checkpoint", "checkpoint", 300, in: directory)
    #expect(outcome.read > 10 && outcome.refused > 100, "\(outcome)")
  }

  @Test func documents() async throws {
    let directory = try TemporaryDirectory()
    let texts = [
      "a line\n", "# A *head*\n\n- [one](two) `three`\n", "<p>One <b>two</b> &amp; three</p>",
      "1\n00:00:01,000 --> 00:00:02,000\nOne <i>two</i>\n",
      "WEBVTT\n\n00:01.000 --> 00:02.000\nOne\n", "msgid \"a\"\nmsgstr \"b\"\n",
      "<xliff><trans-unit><source>a</source><target>b</target></trans-unit></xliff>",
      "\"a\" = \"b\";\n", "{\"a\":[\"b\\n\"]}",
    ]
    for (format, text) in texts.enumerated() {
      try directory.write([UInt8(format)] + text.utf8, to: "d")
      let outcome = try await mutate("document", "d", 200, in: directory)
      #expect(outcome.read > 4, "\(format): \(outcome)")
    }
  }

  @Test func pairsAndTheirCompressedForm() async throws {
    let directory = try TemporaryDirectory()
    try directory.write(SmallCorpus.tsv, to: "p.tsv")
    let plain = try await mutate("tsv", "p.tsv", 1000, in: directory)
    #expect(plain.read > 500)
    _ = try await Program.shell("gzip p.tsv", in: directory)
    let compressed = try await mutate("gzip", "p.tsv.gz", 1000, in: directory)
    #expect(compressed.refused > 800)
    #expect(!memoryIsOurs || max(plain.memory, compressed.memory) < 4_000_000)
  }

  /// Seeds of each format; what a mutation makes of one may be of another.
  private static let formats = [
    """
    <tmx><header srclang='en'/><body><tu><tuv xml:lang='en'><seg>a<ph>{0}</ph> &amp;</seg></tuv>
    <tuv xml:lang='fr'><seg><![CDATA[b]]></seg></tuv></tu></body></tmx>
    """,
    """
    <xliff version='1.2'><file source-language='en' target-language='fr'><body><trans-unit>
    <source>a <g id='1'>b</g></source><target>c</target></trans-unit></body></file></xliff>
    """,
    #"""
    msgid "a"
    msgstr "b\n"

    msgid "c"
    msgid_plural "d"
    msgstr[0] "e"
    msgstr[1] "f"

    """#,
    "{\"source\":\"a\",\"target\":\"b\"}\n[\"c\",\"d\"]\n",
    "\"a \"\"b\"\"\";\"c\nd\"\ne;f\n",
  ]

  @Test(arguments: formats.indices)
  func otherFormatsOfPairs(index: Int) async throws {
    let directory = try TemporaryDirectory()
    let name = index == 4 ? "p.csv" : "p"
    try directory.write(Self.formats[index], to: name)
    let outcome = try await mutate("pairs", name, 400, in: directory)
    #expect(outcome.read > 10)
  }

  @Test func tokenizers() async throws {
    let directory = try TemporaryDirectory()
    try directory.write(Phrasebook.tokenizer(), to: "tokenizer")
    let outcome = try await mutate("tokenizer", "tokenizer", 300, in: directory)
    #expect(outcome.refused > 100)
  }
}

/// Whether the system counts exactly the memory that the program asked for: on Linux, which can reset the peak,
/// and without a sanitizer.
#if os(Linux)
  let memoryIsOurs = Program.sanitizer == nil
#else
  let memoryIsOurs = false
#endif

/// The model that comes with the program.
enum Phrasebook {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static let model = root.appendingPathComponent("models/phrasebook/model.safetensors").path

  /// English sentences of its test set.
  static func sentences() throws -> [String] {
    let text = try String(contentsOf: root.appendingPathComponent("data/test.tsv"), encoding: .utf8)
    return text.split(separator: "\n").map { String($0.prefix { $0 != "\t" }) }
  }

  /// Its serialized target tokenizer.
  static func tokenizer() throws -> String {
    let data = try Data(contentsOf: URL(fileURLWithPath: model))
    let length = data.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    let header = try JSONSerialization.jsonObject(with: data[8..<8 + length]) as? [String: Any]
    let metadata = try #require(header?["__metadata__"] as? [String: String])
    return try #require(metadata["target_tokenizer"])
  }
}
