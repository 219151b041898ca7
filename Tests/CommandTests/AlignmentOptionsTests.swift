import Foundation
import TestSupport
import Testing

/// A model with attention, trained once.
enum AttentiveModel {
  private static let training = Task {
    let directory = try TemporaryDirectory()
    try directory.write(SmallCorpus.tsv, to: "pairs.en-fr.tsv")
    try directory.write(SmallCorpus.tsv, to: "valid.tsv")
    let result = try await Program.translate.run(
      [
        "train", "pairs.en-fr.tsv", "--valid", "valid.tsv", "--epochs", "60", "--criterion",
        "loss", "--validate-every", "140", "--schedule", "constant", "--label-smoothing", "0",
        "--attention", "additive",
      ] + SmallCorpus.smallOptions, in: directory)
    guard result.code == 0 else { throw SmallModel.Failure(errors: result.errors) }
    return directory
  }

  static var path: String {
    get async throws { try await training.value.path + "/models/pairs/model.safetensors" }
  }

  static func translate(
    _ input: String, _ options: [String], in directory: TemporaryDirectory
  ) async throws -> Program.Result {
    try await Program.translate.run(
      ["--model", try await path, "--threads", "1"] + options, input: input, in: directory)
  }
}

@Suite struct AlignmentOptionsTests {
  private static let sources = SmallCorpus.pairs.map { $0.source + "\n" }.joined()

  private func links(_ text: Substring) throws -> [(source: Int, target: Int)] {
    try text.split(separator: " ").map { link in
      let places = link.split(separator: "-").compactMap { Int($0) }
      try #require(places.count == 2)
      return (places[0], places[1])
    }
  }

  @Test func wordsLookAtTheirTranslations() async throws {
    let result = try await AttentiveModel.translate(
      Self.sources, ["--alignments", "words"], in: TemporaryDirectory())
    try #require(result.lines.count == SmallCorpus.pairs.count)
    var right = 0
    for (line, pair) in zip(result.lines, SmallCorpus.pairs) {
      let fields = line.split(separator: "\t")
      try #require(fields.count == 2)
      let links = try links(fields[1])
      let (sources, targets) = (pair.source.split(separator: " "), fields[0].split(separator: " "))
      #expect(links.map(\.target) == Array(targets.indices))
      #expect(links.allSatisfy { sources.indices.contains($0.source) })
      // The place comes last in both languages, after two words, or three with "not".
      let place = sources.contains("not") ? 3 : 2
      right += (links.last?.source ?? 0) >= place ? 1 : 0
    }
    #expect(right >= 45, "of \(SmallCorpus.pairs.count)")
  }

  @Test func lineNIsLineN() async throws {
    let directory = try TemporaryDirectory()
    let input = "I am here\n\n  \nyou are not far away\n"
    let plain = try await AttentiveModel.translate(input, [], in: directory)
    for kind in ["words", "tokens", "soft"] {
      let options = ["--alignments", kind, "--alignments-output", "a.txt", "--n-best", "2"]
      let result = try await AttentiveModel.translate(input, options, in: directory)
      #expect(result.code == 0)
      #expect(
        result.lines.map { $0.split(separator: "\t").first.map(String.init) ?? "" } == plain.lines)
      let lines = String(decoding: try directory.read("a.txt"), as: UTF8.self)
        .split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      let empty =
        kind == "soft"
        ? #"{"source":[],"target":[],"weights":[],"source_words":[],"target_words":[]}"# : ""
      #expect(lines.map { $0 == empty } == [false, true, true, false])
      #expect(lines.first?.split(separator: "\t").count == 2)
    }
  }

  @Test func softAlignmentsAreDistributions() async throws {
    let result = try await AttentiveModel.translate(
      "you are not far away\n", ["--alignments", "soft", "--json"], in: TemporaryDirectory())
    let object = try #require(
      try JSONSerialization.jsonObject(with: result.output) as? [String: Any])
    let candidates = try #require(object["candidates"] as? [[String: Any]])
    let alignment = try #require(candidates[0]["alignment"] as? [String: Any])
    let source = try #require(alignment["source"] as? [String])
    let target = try #require(alignment["target"] as? [String])
    let weights = try #require(alignment["weights"] as? [[Double]])
    #expect(source.joined() == "▁you▁are▁not▁far▁away</s>")
    #expect(target.last == "</s>")
    #expect(target.count - 1 == candidates[0]["tokens"] as? Int)
    #expect(weights.count == target.count)
    for row in weights {
      #expect(row.count == source.count)
      #expect(abs(row.reduce(0, +) - 1) < 1e-4)
    }
  }

  @Test(arguments: [["--alignments", "words"], ["--coverage-penalty", "0.2"]])
  func saysThatAttentionIsMissing(_ options: [String]) async throws {
    let result = try await SmallModel.translate("I am here\n", options)
    #expect(result.code == 1)
    #expect(result.output.isEmpty)
    #expect(
      result.errors.contains(
        "needs a model with attention, but this one has none; train one with --attention additive"))
    let attentive = try await AttentiveModel.translate(
      "I am here\n", options, in: TemporaryDirectory())
    #expect(attentive.code == 0)
  }

  @Test func saysWhenTheFileCannotBeWritten() async throws {
    let result = try await AttentiveModel.translate(
      "I am here\n", ["--alignments", "words", "--alignments-output", "no/a.txt"],
      in: TemporaryDirectory())
    #expect(result.code == 1)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains("no/a.txt"))
  }
}
