import Foundation
import TestSupport
import Testing

/// Characters that control a terminal reach it neither from a corpus, nor from a model, nor from a line.
@Suite struct TerminalOutputTests {
  /// A word with an escape sequence, DEL, and the C1 twin of an escape sequence.
  private static let word = "red\u{1B}[31m\u{7F}\u{9B}31mred"

  private static func controls(in text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.filter { $0 != "\n" && $0.properties.generalCategory == .control }
  }

  @Test(arguments: ["words", "bpe"])
  func nothingIsObeyed(subwords: String) async throws {
    let directory = try TemporaryDirectory()
    let pairs = SmallCorpus.pairs.map {
      "\($0.source) \(Self.word)\t\($0.target) \(Self.word)\n"
    }
    try directory.write(pairs.joined(), to: "pairs.en-fr.tsv")
    try directory.write("I am \(Self.word)\n", to: "lines")
    let options =
      SmallCorpus.smallOptions + (subwords == "words" ? ["--subwords", "none"] : [])
    let training = try await Program.translate.run(
      ["train", "pairs.en-fr.tsv", "--valid", "pairs.en-fr.tsv", "--output", "m", "--updates", "8"]
        + ["--validate-every", "4", "--keep-all"] + options, in: directory)
    #expect(training.code == 0, "\(training.errors)")
    #expect(training.errors.contains("\\u{1b}[31m"), "its samples have the word")
    #expect(Self.controls(in: training.text + training.errors) == [])
    for command in [
      "$translate inspect m --tokenize <lines", "$translate inspect m --tokenize --json <lines",
      "$translate inspect m", "$translate check pairs.en-fr.tsv", "$translate --model m lines",
      "$translate --model m --json --n-best 3 lines", "$translate score pairs.en-fr.tsv --model m",
      "$translate evaluate pairs.en-fr.tsv --model m",
    ] {
      let result = try await Program.shell(command, in: directory)
      #expect(result.code == 0, "\(command): \(result.errors)")
      #expect(Self.controls(in: result.text + result.errors) == [], "\(command)")
    }
    let tokens = try await Program.shell("$translate inspect m --tokenize <lines", in: directory)
    #expect(tokens.text.contains("red"))
  }
}
