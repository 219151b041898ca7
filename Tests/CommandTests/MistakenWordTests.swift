import Foundation
import TestSupport
import Testing

/// Words on the command line that are neither commands nor files.
@Suite struct MistakenWordTests {
  private func translate(_ arguments: [String]) async throws -> Program.Result {
    try await Program.translate.run(
      arguments + ["--model", try await SmallModel.path], in: TemporaryDirectory())
  }

  @Test func aTextInQuotationMarksIsTranslated() async throws {
    let expected = try await SmallModel.translate("I am here\nyou are there\n")
    #expect(expected.lines.count == 2)
    let one = try await translate(["I am here"])
    #expect(one.code == 0 && one.lines == [expected.lines[0]], "\(one.errors)")
    let two = try await translate(["I am here\nyou are there"])
    #expect(two.lines == expected.lines)
    let json = try await translate(["I am here", "--json"])
    #expect(json.text.hasPrefix("{\"line\":1,\"source\":\"I am here\","))
  }

  @Test(arguments: [
    (["here"], "error: cannot read here: no such file;", "echo \"here\" | translate"),
    (["I", "am"], "error: cannot read I: no such file;", "translate \"I am\""),
    (["my letter.txt"], "error: cannot read my letter.txt: no such file;", "check its name"),
    (["some folder/some file"], "error: cannot read some folder/some file:", "check its name"),
  ])
  func whatIsNoFileIsExplained(_ words: [String], _ start: String, _ advice: String) async throws {
    let result = try await translate(words)
    #expect(result.code == 1 && result.output.isEmpty)
    #expect(result.errors.hasPrefix(start) && result.errors.contains(advice), "\(result.errors)")
    #expect(result.errors.split(separator: "\n").count == 1)
  }

  @Test func aFileOfThatNameIsRead() async throws {
    let directory = try TemporaryDirectory()
    try directory.write("you are there\n", to: "I am here")
    let result = try await SmallModel.translate(Data(), ["I am here"], in: directory)
    let expected = try await SmallModel.translate("you are there\n")
    #expect(result.output == expected.output)
  }

  @Test(arguments: [
    ("trian pairs.tsv", "train"), ("evalute pairs.tsv --beam 3", "evaluate"),
    ("quant m", "quantize"),
    ("fit pairs.tsv --epochs 3", "train"), ("Train pairs.tsv", "train"), ("test p.tsv", "evaluate"),
  ])
  func aMisspelledCommandIsNoFile(_ arguments: String, _ meant: String) async throws {
    let result = try await Program.translate.run(
      arguments.split(separator: " ").map(String.init), in: TemporaryDirectory())
    #expect(result.code == 64)
    #expect(result.errors.hasSuffix("; did you mean `translate \(meant)`?\n"), "\(result.errors)")
  }

  @Test(arguments: [
    ("train p.tsv --lr 1", "--learning-rate"), ("train p.tsv --batch-size 3", "--batch-sentences"),
    ("train p.tsv --vocab_size 100", "--vocabulary"), ("train p.tsv --epoch 100", "--epochs"),
    ("train p.tsv --encoder_layers 2", "--encoder-layers"), ("--beam-size 4", "--beam"),
    ("--modle x", "--model"), ("--out x", "--output"), ("evaluate p.tsv --tgt x", "--target"),
  ])
  func anUnknownOptionIsExplained(_ arguments: String, _ meant: String) async throws {
    let result = try await Program.translate.run(
      arguments.split(separator: " ").map(String.init), in: TemporaryDirectory())
    #expect(result.code == 64)
    #expect(result.errors.hasPrefix("error: Unknown option '--"))
    #expect(result.errors.hasSuffix("'. Did you mean '\(meant)'?\n"), "\(result.errors)")
  }

  @Test func anOptionOfAnotherCommandIsSaidToBeThat() async throws {
    for option in ["--epochs", "--max-epochs"] {
      let result = try await Program.translate.run([option, "3"], in: TemporaryDirectory())
      #expect(
        result.errors
          == "error: Unknown option '\(option)'. Did you mean '--epochs' of `translate train`?\n")
    }
  }

  @Test func noSuggestionForNonsense() async throws {
    for option in ["--foo", "--xyzzy"] {
      let result = try await Program.translate.run([option], in: TemporaryDirectory())
      #expect(result.errors == "error: Unknown option '\(option)'\n")
    }
  }
}
