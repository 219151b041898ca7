import Foundation
import TestSupport
import Testing

@Suite struct BLEUCommandTests {
  @Test func scoresAsComputedByHand() async throws {
    let directory = try TemporaryDirectory()
    try directory.write("a b c d f\n", to: "reference.txt")
    // Precisions 4/5, 3/4, 2/3 and 1/2: their product is 1/5, its fourth root 0.6687.
    let result = try await Program.bleu.run(
      ["reference.txt", "-w", "2"], input: "a b c d e\n", in: directory)
    #expect(result.code == 0)
    #expect(result.text.hasPrefix("BLEU|nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:"))
    #expect(result.text.contains(" = 66.87 80.0/75.0/66.7/50.0 (BP = 1.000 ratio = 1.000 "))
  }

  @Test func printsTheScoreAloneOrJSON() async throws {
    let directory = try TemporaryDirectory()
    try directory.write("one two three four\n", to: "reference.txt")
    let input = "one two three four\n"
    let alone = try await Program.bleu.run(["reference.txt", "-b"], input: input, in: directory)
    #expect(alone.text == "100.0\n")
    let json = try await Program.bleu.run(
      ["reference.txt", "-f", "json"], input: input, in: directory)
    let object = try #require(
      try JSONSerialization.jsonObject(with: json.output) as? [String: Any])
    #expect(object["score"] as? Double == 100)
  }

  @Test(arguments: [("abc", 64), ("-1", 64), ("7", 0), ("none", 0)] as [(String, Int32)])
  func theSeedInTheEnvironmentIsChecked(seed: String, code: Int32) async throws {
    let directory = try TemporaryDirectory()
    try directory.write("one two three four\n", to: "r.txt")
    let result = try await Program.bleu.run(
      ["r.txt"], input: Data("one two three four\n".utf8), in: directory,
      environment: ["SACREBLEU_SEED": seed])
    #expect(result.code == code)
    #expect(code == 0 || result.errors.contains("SACREBLEU_SEED is \(seed)"))
  }

  @Test func failsInOneLine() async throws {
    let directory = try TemporaryDirectory()
    try directory.write("one\ntwo\n", to: "reference.txt")
    let fewer = try await Program.bleu.run(["reference.txt"], input: "one\n", in: directory)
    #expect(fewer.code == 1)
    let missing = try await Program.bleu.run(["nowhere.txt"], input: "one\n", in: directory)
    #expect(missing.code == 1)
    let usage = try await Program.bleu.run(
      ["reference.txt", "-m", "nonsense"], input: "one\n", in: directory)
    #expect(usage.code == 64)
    for result in [fewer, missing, usage] {
      #expect(result.output.isEmpty)
      #expect(result.errors.split(separator: "\n").count == 1)
    }
  }
}
