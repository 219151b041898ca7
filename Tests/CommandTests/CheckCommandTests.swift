import Foundation
import TestSupport
import Testing

/// `translate check`, and what `translate train` says about a corpus.
@Suite struct CheckCommandTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private func check(_ arguments: [String]) async throws -> Program.Result {
    try await Program.translate.run(["check"] + arguments, in: directory)
  }

  /// A moment's training.
  private func train(_ arguments: [String]) async throws -> Program.Result {
    try await Program.translate.run(
      ["train", "--updates", "1", "--output", "m"] + SmallCorpus.smallOptions + arguments,
      in: directory)
  }

  private func warnings(_ text: String) -> [Substring] {
    text.split(separator: "\n").filter { $0.hasPrefix("warning: ") && !$0.contains("validation") }
  }

  @Test func aGoodCorpus() async throws {
    try directory.write(SmallCorpus.tsv, to: "p.en-fr.tsv")
    let result = try await check(["p.en-fr.tsv"])
    #expect(result.code == 0 && result.errors.isEmpty)
    #expect(result.lines.count < 24)
    #expect(result.lines[0] == "pairs       56 to train on; all 56 lines used")
    #expect(result.lines[1] == "languages   en to fr")
    #expect(result.text.contains("Latin 100.0 %"))
    #expect(warnings(result.text).isEmpty)
  }

  @Test func noiseIsNamedWithoutTraining() async throws {
    try directory.write(
      SmallCorpus.tsv + "the mill is burning\tthe mill is burning\nin vain\tнапрасно\n", to: "p.tsv"
    )
    let result = try await check(["p.tsv"])
    #expect(result.code == 0)
    #expect(
      warnings(result.text) == [
        "warning: 1 of 58 pairs has the same text on both sides (line 57); left out",
        "warning: 1 of 58 pairs is in another script than the rest (line 58); left out",
      ])
    #expect(try names(in: directory.path) == ["p.tsv"])
    let training = try await train(["p.tsv"])
    #expect(warnings(training.errors) == warnings(result.text))
    #expect(training.errors.contains("2 of 58 lines left out: 1 with the same text"))
    #expect(training.errors.contains("--keep-all keeps it"))
    let all = try await train(["p.tsv", "--keep-all", "--fresh"])
    #expect(all.errors.contains("all 58 lines used") && !all.errors.contains("left out"))
  }

  @Test func columnsAreProposed() async throws {
    let lines = SmallCorpus.pairs.enumerated().map { "\($0)\t\($1.source)\t0.5\t\($1.target)\n" }
    try directory.write(lines.joined(), to: "p.tsv")
    let expected =
      "warning: column 1 of p.tsv holds numbers only; columns 2 and 4 hold text: --columns 2,4 ?"
    #expect(warnings(try await check(["p.tsv"]).text) == [expected[...]])
    #expect(try await train(["p.tsv"]).errors.contains(expected))
    #expect(warnings(try await check(["p.tsv", "--columns", "2,4"]).text).isEmpty)
  }

  /// With an empty first column no line is a pair.
  @Test func columnsExplainWhyThereAreNoPairs() async throws {
    let lines = SmallCorpus.pairs.map { "\t\($0.source)\t\($0.target)\n" }
    try directory.write(lines.joined(), to: "p.tsv")
    for result in [try await check(["p.tsv"]), try await train(["p.tsv"])] {
      #expect(result.code == 1 && result.errors.contains("56 with an empty side"))
      #expect(result.errors.contains("columns 2 and 3 hold text: --columns 2,3 ?"))
    }
  }

  @Test func severalFilesAndJSON() async throws {
    try directory.write(SmallCorpus.tsv, to: "d/a.tsv")
    let repeated = String(repeating: "I am here\tje suis ici\n", count: 9)
    try directory.write("no tab\n" + repeated, to: "b.tsv")
    let result = try await check(["d", "b.tsv", "--json", "--languages", "en-fr"])
    #expect(result.code == 0 && result.lines.count == 1)
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(result.text.utf8)) as? [String: Any])
    #expect(object["source_language"] as? String == "en")
    #expect(object["units"] as? Int == 66 && object["readable_pairs"] as? Int == 65)
    #expect(object["training_pairs"] as? Int == 60)
    let noise = try #require(object["noise"] as? [[String: Any]])
    #expect(noise.count == 1 && noise[0]["kind"] as? String == "repeated")
    #expect(noise[0]["count"] as? Int == 9 && noise[0]["left_out"] as? Int == 5)
    let first = try #require((noise[0]["first"] as? [[String: Any]])?.first)
    #expect(first["file"] as? String == "b.tsv" && first["line"] as? Int == 2)
    #expect((object["left_out"] as? [[String: Any]])?.count == 2)
    #expect((object["warnings"] as? [String])?.isEmpty == false)
  }

  @Test func whatCannotBeTrainedOnFails() async throws {
    try directory.write("no tab\n", to: "p.tsv")
    let result = try await check(["p.tsv"])
    #expect(result.code == 1 && result.errors.contains("no sentence pairs in p.tsv"))
    #expect(try await check(["missing.tsv"]).code == 1)
    #expect(try await check([]).code == 64)
  }

  /// A name may hold what a terminal would obey.
  @Test func namesDoNotControlTheTerminal() async throws {
    try directory.write(SmallCorpus.tsv + "x\n", to: "\u{1B}[2J.tsv")
    let result = try await check(["\u{1B}[2J.tsv", "\u{9B}31m.tsv"])
    #expect(result.code == 1 && result.errors.contains("\\u{9b}31m.tsv"))
    let columns = try await check(["\u{1B}[2J.tsv", "--columns", "1,3"])
    #expect(columns.errors.contains("\\u{1b}[2J.tsv"))
    for text in [result.errors, columns.errors] {
      #expect(!text.contains("\u{1B}") && !text.contains("\u{9B}"))
    }
  }

  // MARK: - Frequencies

  @Test func frequenciesAsTableAndPicture() async throws {
    try directory.write(SmallCorpus.tsv, to: "p.en-fr.tsv")
    let plain = try await check(["p.en-fr.tsv"])
    let result = try await check(
      ["p.en-fr.tsv", "--ngrams", "2", "--most", "3", "--svg", "f.svg"])
    #expect(result.code == 0 && result.errors.isEmpty)
    #expect(result.text.hasPrefix(plain.text))
    let rows = result.lines.dropFirst(plain.lines.count).prefix(11)
    #expect(
      Array(rows) == [
        "", "source tokens: 212 in all, 17 distinct, 0 of them once",
        "  90 % of all are the 15, 95 % of all are the 16, 99 % of all are the 17 most frequent",
        "          28   13.21 %  not", "          28   13.21 %  are", "          14    6.60 %  I",
        "", "source bigrams: 156 in all, 37 distinct, 14 of them once",
        "          14    8.97 %  I am", "          14    8.97 %  you are",
        "          14    8.97 %  are not",
      ])
    let svg = try String(contentsOfFile: directory.path + "/f.svg", encoding: .utf8)
    #expect(svg.hasPrefix("<svg ") && svg.components(separatedBy: "<path ").count == 5)
    #expect(svg.contains("target bigrams") && !svg.contains("target trigrams"))
  }

  @Test func frequenciesAsJSON() async throws {
    try directory.write(SmallCorpus.tsv, to: "p.tsv")
    let result = try await check(["p.tsv", "--ngrams", "3", "--most", "1", "--json"])
    #expect(result.code == 0 && result.lines.count == 1)
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(result.text.utf8)) as? [String: Any])
    let ngrams = try #require(object["ngrams"] as? [String: [[String: Any]]])
    let source = try #require(ngrams["source"])
    #expect(ngrams.count == 2 && source.count == 3)
    #expect(source.map { $0["total"] as? Int } == [212, 156, 100])
    let most = try #require(source[2]["most_frequent"] as? [[String: Any]])
    #expect(most.count == 1 && most[0]["tokens"] as? [String] == ["I", "am", "not"])
    #expect(most[0]["count"] as? Int == 7)
    let without = try await check(["p.tsv", "--json"])
    #expect(!without.text.contains("ngrams"))
  }

  /// A picture must not replace what is read.
  @Test func thePictureIsNotWrittenOverTheCorpus() async throws {
    try directory.write(SmallCorpus.tsv, to: "p.tsv")
    let result = try await check(["p.tsv", "--ngrams", "1", "--svg", "p.tsv"])
    #expect(result.code != 0 && result.errors.contains("p.tsv"))
    #expect(
      try String(contentsOfFile: directory.path + "/p.tsv", encoding: .utf8) == SmallCorpus.tsv)
  }
}
