import Foundation
import TestSupport
import Testing

@Suite struct UsageTests {
  @Test(arguments: [
    "run", "train", "evaluate", "score", "inspect", "quantize", "average", "report",
  ])
  func teachesEachCommand(_ command: String) async throws {
    let directory = try TemporaryDirectory()
    let result = try await Program.translate.run([command, "--help"], in: directory)
    #expect(result.code == 0)
    #expect(result.text.contains("  translate ") || result.text.contains("| translate"))
    #expect(result.errors == "")
  }

  @Test func itsHelpHasTheOptionsOfTranslating() async throws {
    let help = try await Program.translate.run(["--help"], in: TemporaryDirectory())
    for words in ["SUBCOMMANDS:", "--beam <beam>", "--model <", "--terms <", "evaluate"] {
      #expect(help.text.contains(words), "\(words)")
    }
    let train = try await Program.translate.run(["train", "--help"], in: TemporaryDirectory())
    #expect(!train.text.contains("--terms"))
  }

  @Test func bleuNamesItself() async throws {
    let result = try await Program.bleu.run(["--version"], in: TemporaryDirectory())
    #expect(result.text.hasPrefix("bleu-") && result.lines.count == 1)
  }

  /// A mean of logarithms is a little more than 100 here, as in sacreBLEU.
  @Test func aPerfectScoreIs100() async throws {
    let directory = try TemporaryDirectory()
    try directory.write("a b c d e\nthe cat sat on the mat today\n", to: "r")
    let result = try await Program.bleu.run(["r", "-i", "r", "-b", "-w", "14"], in: directory)
    #expect(result.text == "100.00000000000000\n")
  }

  @Test func namesItsVersion() async throws {
    let result = try await Program.translate.run(["--version"], in: TemporaryDirectory())
    #expect(result.text.hasPrefix("translate-"))
    #expect(result.lines.count == 1)
  }

  @Test func averagesAtLeastTwo() async throws {
    let result = try await Program.translate.run(
      ["average", "one", "--output", "f"], in: TemporaryDirectory())
    #expect(result.code == 64)
    #expect(result.errors == "error: name at least two models to average\n")
  }

  @Test func inspectsWithTheNumbersOfTheFile() async throws {
    let path = try await SmallModel.path
    let result = try await Program.translate.run(
      ["inspect", path, "--json"], in: TemporaryDirectory())
    let object = try #require(
      try JSONSerialization.jsonObject(with: result.output) as? [String: Any])
    let parameters = try #require(object["parameters"] as? [[String: Any]])
    let sizes = parameters.compactMap { ($0["shape"] as? [Int])?.reduce(1, *) }
    #expect(sizes.count == parameters.count)
    #expect(sizes.reduce(0, +) == object["parameter_count"] as? Int)
    let shape = try #require(object["configuration"] as? [String: Any])
    #expect(shape["embedding"] as? Int == 24)
    #expect(object["target_language"] as? String == "fr")
    let text = try await Program.translate.run(["inspect", path], in: TemporaryDirectory())
    #expect(text.text.contains("encoder.embedding.weight"))
    #expect((object["commands"] as? [String])?.first?.contains(" train ") == true)
    #expect(text.lines.contains { $0.hasPrefix("command ") && $0.contains(" train ") })
  }

  @Test func showsTheTokensOfALine() async throws {
    let result = try await Program.translate.run(
      ["inspect", try await SmallModel.path, "--tokenize"], input: "I am  here\n\nÿ",
      in: TemporaryDirectory())
    try #require(result.lines.count == 3)
    #expect(result.lines[0].replacingOccurrences(of: " ", with: "") == "▁I▁am▁here")
    #expect(result.lines[1] == "")
    #expect(result.lines[2].hasSuffix("<0xC3> <0xBF>"))
  }
}
