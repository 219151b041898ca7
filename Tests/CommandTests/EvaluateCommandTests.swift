import Foundation
import TestSupport
import Testing

@Suite struct EvaluateCommandTests {
  /// Pairs of which the model knows only some, so that no score is 0 or 100.
  private var testSet: String {
    SmallCorpus.pairs.prefix(20).enumerated().map { index, pair in
      "\(pair.source)\t\(pair.target)\(index % 3 == 0 ? " et voilà" : "")\n"
    }.joined()
  }

  @Test(arguments: [[], ["--lowercase"]])
  func agreesWithTheScorer(_ options: [String]) async throws {
    let directory = try TemporaryDirectory()
    try directory.write(testSet, to: "test.tsv")
    let result = try await evaluate(["test.tsv", "--output", "out.txt"] + options, in: directory)
    #expect(result.code == 0)
    let scored = try await Program.shell(
      "cut -f 2 test.tsv >ref; \"$bleu\" ref -w 2 \(options.joined()) <out.txt", in: directory)
    let line = try #require(result.lines.first)
    #expect(line.hasPrefix("BLEU|nrefs:1|case:\(options.isEmpty ? "mixed" : "lc")|"))
    #expect(line + "\n" == scored.text)
    #expect(!line.contains(" = 0.00 ") && !line.contains(" = 100.00 "))
    #expect(result.lines.map { $0.prefix { $0 != "|" } } == ["BLEU", "chrF2++", "TER"])
  }

  @Test func translatesAsRunDoes() async throws {
    let directory = try TemporaryDirectory()
    try directory.write(testSet, to: "test.tsv")
    let options = ["--beam", "3", "--length-penalty", "0.5"]
    _ = try await evaluate(["test.tsv", "--output", "out.txt"] + options, in: directory)
    let sources = SmallCorpus.pairs.prefix(20).map { $0.source + "\n" }.joined()
    let translated = try await SmallModel.translate(sources, options)
    #expect(try Data(directory.read("out.txt")) == translated.output)
  }

  @Test func keepsItsOutputAlignedWithTheFile() async throws {
    let directory = try TemporaryDirectory()
    try directory.write("\nI am here\tje suis ici\nno tab\nhe is there\til est là\n\n", to: "t.tsv")
    let result = try await evaluate(["t.tsv", "--output", "out.txt"], in: directory)
    #expect(result.errors.contains("3 of 5 lines left out"))
    let lines = String(decoding: try directory.read("out.txt"), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.map(\.isEmpty) == [true, false, true, false, true, true])
  }

  @Test func printsJSON() async throws {
    let directory = try TemporaryDirectory()
    try directory.write(testSet, to: "test.tsv")
    let result = try await evaluate(["test.tsv", "--json"], in: directory)
    let object = try #require(
      try JSONSerialization.jsonObject(with: result.output) as? [String: Any])
    #expect(object["sentences"] as? Int == 20)
    #expect((object["scores"] as? [Any])?.count == 3)
  }

  @Test func scoresPairsTokenByToken() async throws {
    let directory = try TemporaryDirectory()
    try directory.write("I am here\tje suis ici\nbad\nI am here\tdedans nous es\n", to: "p.tsv")
    let result = try await Program.translate.run(
      ["score", "p.tsv", "--tokens", "--model", try await SmallModel.path], in: directory)
    try #require(result.lines.count == 3)
    #expect(result.lines[1] == "")
    let rows = [result.lines[0], result.lines[2]].map { $0.split(separator: "\t") }
    for row in rows {
      let parts = row.dropFirst().compactMap { field in
        field.split(separator: " ").last.flatMap { Double($0) }
      }
      let total = try #require(Double(row[0]))
      #expect(parts.count == row.count - 1)
      #expect(abs(parts.reduce(0, +) - total) < 0.001)
      #expect(row.last?.hasPrefix("</s> ") == true)
    }
    #expect(try #require(Double(rows[0][0])) > #require(Double(rows[1][0])))
    #expect(result.errors.contains("perplexity"))
  }

  private func evaluate(
    _ options: [String], in directory: TemporaryDirectory
  ) async throws -> Program.Result {
    try await Program.translate.run(
      ["evaluate", "--threads", "1", "--model", try await SmallModel.path] + options, in: directory)
  }
}
