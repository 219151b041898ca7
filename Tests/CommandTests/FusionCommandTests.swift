import Foundation
import TestSupport
import Testing

/// `--language-model`, as users type it.
@Suite struct FusionCommandTests {
  @Test func aLanguageModelHasASay() async throws {
    let directory = try TemporaryDirectory()
    let model = try await SmallModel.path
    // Nobody here is anywhere but far away.
    try directory.write(String(repeating: "il est loin\n", count: 200), to: "text.txt")
    try directory.write(SmallCorpus.tsv, to: "p.tsv")
    func train(_ name: String, _ options: [String]) async throws {
      let result = try await Program.translate.run(
        ["language-model", "train", "text.txt", "--output", name, "--units", "16", "--epochs", "3"]
          + options, in: directory)
      #expect(result.code == 0, "\(result.errors)")
    }
    try await train("lm", ["--tokens-of", model])
    try await train("other", ["--tokens", "characters"])
    func run(_ options: [String]) async throws -> Program.Result {
      try await Program.translate.run(
        ["run", "p.tsv", "--model", model, "--threads", "1"] + options, in: directory)
    }
    let plain = try await run([])
    let none = try await run(["--language-model", "lm", "--fusion", "0"])
    #expect(none.code == 0 && none.text == plain.text, "\(none.errors)")
    let much = try await run(["--language-model", "lm", "--fusion", "5"])
    #expect(much.code == 0, "\(much.errors)")
    func far(_ result: Program.Result) -> Int { result.lines.count { $0.contains("loin") } }
    #expect(far(much) > far(plain), "\(much.text)")
    let json = try await run(["--language-model", "lm", "--json"])
    #expect(json.text.contains("\"language_log_probability\":-"), "\(json.text)")
    let scored = try await Program.translate.run(
      ["evaluate", "p.tsv", "--model", model, "--language-model", "lm"], in: directory)
    #expect(scored.code == 0 && scored.text.contains("BLEU"), "\(scored.errors)")
    for (options, words) in [
      (["--language-model", "other"], "other: its tokens are not those of the target language of"),
      (["--language-model", "other"], "language-model train text.txt --tokens-of"),
      (["--language-model", model], "a translation model, not a language model"),
      (["--language-model", "gone"], "gone"),
      (["--language-model", "lm", "--shortlist", "5"], "a shortlist cannot be used"),
      (["--language-model", "lm", "--output", "lm"], "lm"),
      (["--fusion", "0.2"], "--language-model"),
    ] {
      let result = try await run(options)
      #expect(result.code != 0 && result.errors.contains(words), "\(result.errors)")
    }
  }
}
