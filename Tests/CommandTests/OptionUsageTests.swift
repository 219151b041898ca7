import Foundation
import TestSupport
import Testing

/// Every option of every command exists, and refuses wrong values with an error that names it.
@Suite(.enabled(if: Program.sanitizer == nil, "all programs end before anything of ours is done"))
struct OptionUsageTests {
  /// A new option needs a line in the table, and a removed option must leave it.
  @Test(arguments: CommandOptions.all)
  func theHelpListsTheOptionsOfTheTable(_ command: CommandOptions) async throws {
    let help = try await command.program.run(
      command.name + ["--help"], in: TemporaryDirectory())
    #expect(help.code == 0)
    // A line begins with an option's names and its value, followed by the explanation.
    let listed = help.lines.filter { $0.hasPrefix("  -") }.compactMap { line in
      line.split { " ,".contains($0) }.prefix { $0.hasPrefix("-") || $0.hasPrefix("<") }
        .last { $0.hasPrefix("--") }.map(String.init)
    }
    let always = ["--version", "--help"]
    #expect(listed.sorted() == (command.options.map(\.name) + always).sorted())
  }

  @Test(arguments: CommandOptions.all)
  func wrongValuesAreRefusedByName(_ command: CommandOptions) async throws {
    for option in command.options {
      switch option.kind {
      case .flag: try await expectRefusal(command, option.name, [option.name + "=x"])
      case .value(let wrong):
        try await expectRefusal(command, option.name, [option.name])
        for value in wrong {
          try await expectRefusal(command, option.name, ["\(option.name)=\(value)"])
        }
      }
    }
  }

  private func expectRefusal(
    _ command: CommandOptions, _ option: String, _ arguments: [String]
  ) async throws {
    let result = try await command.program.run(command.start + arguments, in: TemporaryDirectory())
    #expect(result.code == 64, "\(command.testDescription) \(arguments)")
    #expect(result.output.isEmpty)
    #expect(
      result.errors.names(option), "\(command.testDescription) \(arguments): \(result.errors)")
    #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
  }

  /// Options that do not go together, and the options that the message must name.
  @Test(arguments: [
    ("train p.tsv --source a --target b", "--source --target"),
    ("train --source a", "--source --target"), ("train --target a", "--source --target"),
    ("train", "--source --target"), ("evaluate", "--source --target"),
    ("score", "--source --target"),
    ("train p.tsv --valid v --valid-source a --valid-target b", "--valid --valid-source"),
    ("train p.tsv --valid-source a", "--valid-source --valid-target"),
    ("train p.tsv --valid-target a", "--valid-source --valid-target"),
    ("train p.tsv --resume --fresh", "--resume --fresh"),
    ("train p.tsv --from m --encoder 256", "--encoder --from"),
    ("train p.tsv --vocabulary=900 --from m", "--vocabulary --from"),
    ("train p.tsv --from m --from n", "--from"),
    ("train p.tsv --freeze encoder", "--freeze --from"),
    ("train p.tsv --tie-embeddings", "--tie-embeddings --joint-vocabulary"),
    ("train p.tsv --batch-tokens 9 --batch-sentences 9", "--batch-tokens --batch-sentences"),
    ("train p.tsv --clip 1 --clip-value 1", "--clip --clip-value"),
    ("train p.tsv --bpe-dropout 0.1 --subwords none", "--bpe-dropout --subwords"),
    ("train p.tsv --case marks --subwords none", "--case --subwords"),
    ("train p.tsv --spans marks --subwords none", "--spans --subwords"),
    ("--temperature 1", "--temperature --sample"), ("--top-k 3", "--top-k --sample"),
    ("--top-p 0.5", "--top-p --sample"), ("--seed 3", "--seed --sample"),
    ("evaluate p.tsv --temperature 1", "--temperature --sample"),
    ("--prefix a --prefix-column 2", "--prefix --prefix-column"),
    ("--alignments-output f", "--alignments-output --alignments"),
    ("--n-best 3 --beam 2", "--n-best"), ("--sample --n-best 1001", "--n-best"),
    ("average one two", "--output"),
    ("check p.tsv --most 3", "--most --ngrams"), ("check p.tsv --svg f", "--svg --ngrams"),
    ("series --column 2", "--column"),
    ("language-model train t --tokens words --tokens-of m", "--tokens --tokens-of"),
    ("language-model train t --tokens characters --vocabulary 500", "--vocabulary --tokens"),
  ])
  func optionsThatExcludeOrNeedEachOther(_ arguments: String, _ named: String) async throws {
    let result = try await Program.translate.run(
      arguments.split(separator: " ").map(String.init), in: TemporaryDirectory())
    #expect(result.code == 64)
    #expect(result.output.isEmpty)
    #expect(result.errors.hasPrefix("error: "))
    for option in named.split(separator: " ") {
      #expect(result.errors.names(String(option)), "\(result.errors)")
    }
    #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
  }

  @Test func anUnknownOptionIsCalledSo() async throws {
    let result = try await Program.translate.run(["--nonsense"], in: TemporaryDirectory())
    #expect(result.code == 64)
    #expect(result.errors == "error: Unknown option '--nonsense'\n")
  }
}

extension String {
  /// Whether an error is about this option, and not about an unknown one.
  func names(_ option: String) -> Bool {
    let words = split { !($0.isLetter || $0.isNumber || $0 == "-") }
    return words.contains { $0 == option } && !hasPrefix("error: Unknown option")
      && !hasPrefix("bleu: Unknown option")
  }
}
