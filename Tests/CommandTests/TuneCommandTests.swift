import Foundation
import TestSupport
import Testing

/// `translate tune`, as users type it.
@Suite struct TuneCommandTests {
  @Test func printsTheOptionsToType() async throws {
    let directory = try TemporaryDirectory()
    let model = try await SmallModel.path
    try directory.write(SmallCorpus.tsv, to: "valid.tsv")
    try directory.write(SmallCorpus.pairs.map { $0.target + "\n" }.joined(), to: "text.txt")
    func tune(_ options: [String]) async throws -> Program.Result {
      try await Program.translate.run(
        ["tune", "valid.tsv", "--model", model, "--threads", "1", "--list", "6"] + options,
        in: directory)
    }
    func bleu(_ options: [String]) async throws -> Double {
      let result = try await Program.translate.run(
        ["evaluate", "valid.tsv", "--model", model, "--threads", "1"] + options, in: directory)
      #expect(result.code == 0, "\(result.errors)")
      let words = result.lines.first { $0.hasPrefix("BLEU") }?.split(separator: " ") ?? []
      return try #require(words.lazy.compactMap { Double($0) }.first)
    }
    // Where a bad penalty is given, something better is found, or what is given stays.
    let alone = try await tune(["--length-penalty", "-2"])
    #expect(alone.code == 0, "\(alone.errors)")
    let options = alone.text.split(whereSeparator: \.isWhitespace).map(String.init)
    #expect(options.count == 2 && options.first == "--length-penalty", "\(alone.text)")
    let (before, after) = (try await bleu(["--length-penalty", "-2"]), try await bleu(options))
    #expect(after >= before)
    #expect(alone.errors.contains("round 1: "), "\(alone.errors)")
    #expect(alone.errors.contains("by weights tuned on the other half"), "\(alone.errors)")
    #expect(
      alone.errors.contains(after > before ? "by paired bootstrap" : "no better than with"),
      "\(alone.errors)")
    // With a language model.
    let trained = try await Program.translate.run(
      [
        "language-model", "train", "text.txt", "--output", "lm", "--tokens-of", model, "--units",
        "16", "--epochs", "1",
      ], in: directory)
    #expect(trained.code == 0, "\(trained.errors)")
    let both = try await tune(["--language-model", "lm", "--rounds", "1"])
    #expect(both.code == 0, "\(both.errors)")
    let words = both.text.split(whereSeparator: \.isWhitespace).map(String.init)
    #expect(
      words.count == 4 && words[0] == "--length-penalty" && words[2] == "--fusion",
      "\(both.text)")
    #expect(both.text == (try await tune(["--language-model", "lm", "--rounds", "1"])).text)
    let with = ["--language-model", "lm"]
    #expect(try await bleu(with + words) >= bleu(with))
    // With two models, of which the second is the first.
    let pair = try await tune(["--model", model, "--rounds", "1"])
    #expect(pair.code == 0 && pair.text.contains("--length-penalty"), "\(pair.errors)")
    // What is given is said as it was given.
    let odd = try await tune(["--length-penalty", "0.123", "--rounds", "1"])
    #expect(odd.errors.contains("with --length-penalty 0.123: BLEU"), "\(odd.errors)")
    let weighted = ["--model", model, "--model-weights"]
    #expect(try await bleu(weighted + ["1,3"]) == bleu([]))
    for (wrong, message) in [
      (["--model-weights", "1,2"], "give --model-weights a number for each --model"),
      (["--language-model", "gone"], "gone"), (["--list", "1"], "--list"),
      (["valid.tsv:2"], "weights of files are for training"),
    ] {
      let result = try await tune(wrong)
      #expect(result.code != 0 && result.errors.contains(message), "\(result.errors)")
    }
  }
}
