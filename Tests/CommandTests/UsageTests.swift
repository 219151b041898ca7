import Foundation
import TestSupport
import Testing

@Suite struct UsageTests {
  @Test(arguments: ["run", "train", "evaluate", "score", "inspect", "average"])
  func teachesEachCommand(_ command: String) async throws {
    let directory = try TemporaryDirectory()
    let result = try await Program.translate.run([command, "--help"], in: directory)
    #expect(result.code == 0)
    #expect(result.text.contains("  translate ") || result.text.contains("| translate"))
    #expect(result.errors == "")
  }

  @Test func namesItsVersion() async throws {
    let result = try await Program.translate.run(["--version"], in: TemporaryDirectory())
    #expect(result.text.hasPrefix("translate-"))
    #expect(result.lines.count == 1)
  }

  @Test(arguments: [
    ["--beam", "0"], ["--beam", "two"], ["--n-best", "6"], ["--nonsense"], ["train"],
    ["train", "p.tsv", "--source", "a", "--target", "b"], ["train", "--source", "a"],
    ["train", "p.tsv", "--dropout", "1.5"], ["train", "p.tsv", "--columns", "0,1"],
    ["train", "p.tsv", "--columns", "2"], ["train", "p.tsv", "--languages", "english"],
    ["train", "p.tsv", "--resume", "--fresh"], ["train", "p.tsv", "--readout", "other"],
    ["train", "p.tsv", "--cell", "sru"], ["train", "p.tsv", "--tie-embeddings"],
    ["train", "p.tsv", "--batch-tokens", "9", "--batch-sentences", "9"],
    ["train", "p.tsv", "--learning-rate", "nan"], ["evaluate"], ["score"],
    ["train", "p.tsv", "--ema", "1"], ["train", "p.tsv", "--optimizer", "other"],
    ["train", "p.tsv", "--clip", "1", "--clip-value", "1"],
    ["train", "p.tsv", "--clip-value", "0"],
    ["train", "p.tsv", "--accumulate", "0"], ["train", "p.tsv", "--truncate-bptt", "0"],
    ["train", "p.tsv", "--recurrent-dropout", "1"], ["train", "p.tsv", "--word-dropout", "-0.1"],
    ["train", "p.tsv", "--bpe-dropout", "0.1", "--subwords", "none"],
    ["--top-k", "3"], ["--seed", "3"], ["--sample", "--top-p", "1.5"], ["--prefix-column", "1"],
    ["--prefix", "a", "--prefix-column", "2"], ["--alignments", "some"],
    ["--alignments-output", "f"],
    ["--length-penalty-form", "other"], ["--coverage-penalty", "-1"], ["--no-repeat-ngram", "-1"],
    ["evaluate", "p.tsv", "--temperature", "1"], ["average", "one", "--output", "f"],
  ])
  func saysWrongUsageInOneLine(_ arguments: [String]) async throws {
    let result = try await Program.translate.run(arguments, in: TemporaryDirectory())
    #expect(result.code == 64)
    #expect(result.output.isEmpty)
    #expect(result.errors.hasPrefix("error: "))
    #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
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
    #expect(object["embedding"] as? Int == 24)
    #expect(object["target_language"] as? String == "fr")
    let text = try await Program.translate.run(["inspect", path], in: TemporaryDirectory())
    #expect(text.text.contains("encoder.embedding.weight"))
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
