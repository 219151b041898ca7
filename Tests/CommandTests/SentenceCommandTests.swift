import Foundation
import Seq2Seq
import TestSupport
import Testing

/// Paragraphs, and lines without a letter, as the programs treat them.
@Suite struct SentenceCommandTests {
  private static func alone(_ options: [String] = []) async throws -> [String] {
    try await SmallModel.translate("I am here!\nyou are there?\n", options).lines
  }

  @Test func sentencesAreJoinedAsTheyStood() async throws {
    let alone = try await Self.alone()
    let result = try await SmallModel.translate(
      "I am here! you are there?\n\tI am here!   you are there? \nyou are there?\u{A0}7:30!\n")
    #expect(
      result.lines == [
        "\(alone[0]) \(alone[1])", "\t\(alone[0])   \(alone[1]) ", "\(alone[1])\u{A0}7:30!",
      ])
    #expect(result.errors == "")
  }

  @Test func linesCanStayWhole() async throws {
    let line = "I am here! you are there? he is inside!\n"
    let always = try await SmallModel.translate(line, ["--split-sentences", "always"])
    let auto = try await SmallModel.translate(line, ["--split-sentences", "auto"])
    let never = try await SmallModel.translate(line, ["--split-sentences", "never", "--json"])
    #expect(always.output == auto.output)
    #expect(always.lines != never.lines)
    #expect(!never.text.contains("\"sentences\""))
  }

  @Test func whatHasNoLetterComesThrough() async throws {
    let input = "15\n00:00:07,100 --> 00:00:09,000\n\n  ***\n🎈🎈\n2.71828\n– 1,000 %\n"
    for options in [
      [], ["--beam", "1"], ["--sample"], ["--split-sentences", "never"], ["--n-best", "2"],
    ] {
      let result = try await SmallModel.translate(input, options)
      #expect(result.text == input, "\(options)")
    }
    let scored = try await SmallModel.translate("15\n", ["--scores"])
    #expect(scored.text == "0.0000\t15\n")
  }

  /// TABs of a line do not divide columns.
  @Test func columnsStayColumns() async throws {
    let result = try await SmallModel.translate(
      "\tI am here!\tyou are there?\n1\t2\n", ["--scores", "--n-best", "3"])
    #expect(
      result.lines.map { $0.split(separator: "\t", omittingEmptySubsequences: false).count } == [
        6, 2,
      ])
  }

  @Test func eachSentenceIsInTheJSON() async throws {
    let result = try await SmallModel.translate(
      "I am here! 8! you are there?\nI am here!\n", ["--json", "--n-best", "2"])
    let translations = try result.lines.map {
      try JSONDecoder().decode(Translation.self, from: Data($0.utf8))
    }
    try #require(translations.count == 2)
    #expect(translations[0].sentences.map(\.source) == ["I am here!", "8!", "you are there?"])
    #expect(translations[0].sentences[0].translation == translations[1])
    #expect(translations[1].sentences.isEmpty)
  }

  @Test func theBeginningIsTheLines() async throws {
    let result = try await SmallModel.translate(
      "I am here! you are there?\n5\n", ["--prefix", "nous sommes"])
    #expect(result.lines[0].hasPrefix("nous sommes"))
    #expect(result.lines[1] == "5")
  }

  @Test func alignmentsCountTheWordsOfTheLine() async throws {
    let options = ["--alignments", "words"]
    let alone = try await AttentiveModel.translate(
      "I am here!\nyou are there?\n", options, in: TemporaryDirectory())
    let joined = try await AttentiveModel.translate(
      "I am here! 4 you are there?\n", options, in: TemporaryDirectory())
    let parts = alone.lines.map { $0.split(separator: "\t") }
    let fields = try #require(joined.lines.first?.split(separator: "\t"))
    try #require(fields.count == 2)
    let targets = fields[1].split(separator: " ").compactMap { $0.split(separator: "-").last }
    #expect(targets == fields[0].split(separator: " ").indices.map { Substring("\($0)") })
    #expect(fields[1].hasPrefix(parts[0][1]))
  }

  /// Scores of single sentences do not depend on the division of lines.
  @Test func evaluationOfSentencesIsAsEver() async throws {
    let directory = try TemporaryDirectory()
    try directory.write(
      SmallCorpus.pairs.prefix(15).map { "\($0.source)!\t\($0.target) !\n" }.joined(), to: "t.tsv")
    let model = ["--model", try await SmallModel.path, "--threads", "1"]
    var scores: [[String]] = []
    for splitting in ["auto", "always", "never"] {
      let result = try await Program.translate.run(
        ["evaluate", "t.tsv", "--split-sentences", splitting] + model, in: directory)
      #expect(result.code == 0)
      scores.append(result.lines)
    }
    #expect(scores[0] == scores[2] && scores[1] == scores[2])
  }

  @Test func aModelSaysWhatItsLinesWere() async throws {
    let directory = try TemporaryDirectory()
    let lines = SmallCorpus.pairs.map { "\($0.source)! \($0.source)!\t\($0.target) !\n" }
    try directory.write(lines.joined(), to: "pairs.en-fr.tsv")
    let training = try await Program.translate.run(
      ["train", "pairs.en-fr.tsv", "--epochs", "1"] + SmallCorpus.smallOptions, in: directory)
    #expect(training.code == 0, "\(training.errors)")
    let text = try await Program.translate.run(["inspect", "models/pairs"], in: directory).text
    #expect(text.contains("in 100.0 % of training lines: translated as they are"))
    let json = try await Program.translate.run(
      ["inspect", "models/pairs", "--json"], in: directory)
    let object = try #require(
      try JSONSerialization.jsonObject(with: json.output) as? [String: Any])
    #expect((object["paragraph_share"] as? NSNumber)?.doubleValue == 1)
    let input = "I am here! I am here!\n"
    let model = ["--model", "models/pairs", "--threads", "1"]
    let auto = try await Program.translate.run(model, input: input, in: directory)
    let never = try await Program.translate.run(
      model + ["--split-sentences", "never"], input: input, in: directory)
    #expect(auto.output == never.output)
  }
}
