import Foundation
import TestSupport
import Testing

/// Ensembles, samples and forced beginnings on the command line.
@Suite struct SearchOptionsTests {
  private static let sources = SmallCorpus.pairs.map { $0.source + "\n" }.joined()

  // MARK: - Ensembles

  @Test func aModelTwiceIsThatModel() async throws {
    let again = ["--model", try await SmallModel.path]
    let alone = try await SmallModel.translate(Self.sources)
    let twice = try await SmallModel.translate(Self.sources, again)
    #expect(twice.code == 0)
    #expect(twice.output == alone.output)
    let directory = try TemporaryDirectory()
    try directory.write(SmallCorpus.tsv, to: "p.tsv")
    for command in ["score", "evaluate"] {
      let options = [command, "p.tsv", "--model", try await SmallModel.path]
      let alone = try await Program.translate.run(options, in: directory)
      let twice = try await Program.translate.run(options + again, in: directory)
      #expect(twice.code == 0)
      #expect(twice.lines.count == alone.lines.count)
      for (a, b) in zip(twice.lines, alone.lines) {
        if let a = Double(a), let b = Double(b) {
          #expect(abs(a - b) < 0.001)
        } else {
          #expect(a == b)
        }
      }
    }
  }

  @Test func modelsOfOneTrainingGoTogether() async throws {
    let result = try await SmallModel.translate(
      Self.sources, ["--model", try await AttentiveModel.path, "--alignments", "words"])
    #expect(result.code == 0)
    #expect(result.lines.count == SmallCorpus.pairs.count)
    let right = zip(result.lines, SmallCorpus.pairs).count { $0.hasPrefix($1.target + "\t") }
    #expect(right >= 50)
  }

  @Test func namesTheModelsThatDoNotGoTogether() async throws {
    let directory = try TemporaryDirectory()
    try directory.write(
      SmallCorpus.pairs.map { "\($0.target)\t\($0.source)\n" }.joined(), to: "turned.tsv")
    let training = try await Program.translate.run(
      ["train", "turned.tsv", "--epochs", "1"] + SmallCorpus.smallOptions, in: directory)
    #expect(training.code == 0)
    let other = "models/turned/model.safetensors"
    let result = try await SmallModel.translate(
      Data("I am here\n".utf8), ["--model", other], in: directory)
    #expect(result.code == 1)
    #expect(result.output.isEmpty)
    #expect(result.errors.hasPrefix("error: \(other): its source vocabulary is not that of "))
    #expect(result.errors.contains(try await SmallModel.path))
    #expect(result.errors.split(separator: "\n").count == 1)
  }

  // MARK: - Samples

  @Test func samplesDependOnTheLineAndTheSeed() async throws {
    let options = ["--sample", "--temperature", "2", "--n-best", "7", "--beam", "3", "--scores"]
    let expected = try await SmallModel.translate(Self.sources, options)
    #expect(expected.lines.count == SmallCorpus.pairs.count)
    #expect(expected.lines.allSatisfy { $0.utf8.count { $0 == 0x09 } == 13 })
    for variant in [["--batch", "1"], ["--threads", "3"], ["--seed", "1"]] {
      let result = try await SmallModel.translate(Self.sources, options + variant)
      #expect(result.output == expected.output, "\(variant)")
    }
    let reversed = SmallCorpus.pairs.reversed().map { $0.source + "\n" }.joined()
    let backward = try await SmallModel.translate(reversed, options)
    #expect(backward.lines.reversed() == expected.lines)
    let other = try await SmallModel.translate(Self.sources, options + ["--seed", "2"])
    #expect(other.output != expected.output)
  }

  @Test(arguments: [["--temperature", "0"], ["--top-k", "1"], ["--top-p", "0"]])
  func aSureSampleIsGreedy(_ options: [String]) async throws {
    let greedy = try await SmallModel.translate(Self.sources, ["--beam", "1"])
    let sampled = try await SmallModel.translate(Self.sources, ["--sample"] + options)
    #expect(sampled.output == greedy.output)
  }

  // MARK: - Beginnings

  @Test func beginsWithThePrefix() async throws {
    let result = try await SmallModel.translate(
      "I am here\n\nyou are there\n", ["--prefix", "nous sommes", "--n-best", "3"])
    #expect(result.lines.map(\.isEmpty) == [false, true, false])
    for line in result.lines where !line.isEmpty {
      #expect(line.split(separator: "\t").allSatisfy { $0.hasPrefix("nous sommes") })
    }
  }

  @Test func takesThePrefixFromAColumn() async throws {
    let input =
      "I am here\tx\til est\nI am here\n\nI am here\t\t\n\t\til\nyou are there\tx\tje\ty\n"
    let result = try await SmallModel.translate(input, ["--prefix-column", "3", "--json"])
    let plain = try await SmallModel.translate("I am here\n")
    let objects = try result.lines.map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    try #require(objects.count == 6)
    let texts = objects.map { $0["translation"] as? String ?? "?" }
    #expect(texts[0].hasPrefix("il est"))
    #expect(texts[1] == plain.lines[0])
    #expect(texts[2] == "")
    #expect(texts[3] == plain.lines[0])
    #expect(texts[4] == "")
    #expect(texts[5].hasPrefix("je"))
    #expect(objects.map { $0["source"] as? String }[5] == "you are there")
  }

  @Test func theGreedyTranslationAsPrefixChangesNothing() async throws {
    let greedy = try await SmallModel.translate(Self.sources, ["--beam", "1"])
    let pairs = zip(SmallCorpus.pairs, greedy.lines).map { "\($0.source)\t\($1)\n" }.joined()
    let again = try await SmallModel.translate(pairs, ["--beam", "1", "--prefix-column", "2"])
    #expect(again.output == greedy.output)
  }
}
