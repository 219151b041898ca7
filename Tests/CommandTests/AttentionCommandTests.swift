import Foundation
import Seq2Seq
import TestSupport
import Testing

@Suite struct AttentionCommandTests {
  private func inspect(
    _ arguments: [String], in directory: TemporaryDirectory
  ) async throws -> Program.Result {
    try await Program.translate.run(
      ["inspect", try await AttentiveModel.path] + arguments, in: directory)
  }

  private static let pair = SmallCorpus.pairs[0]

  @Test func printsBlocksBesideTheWordsOfTheTranslation() async throws {
    let result = try await inspect(["--attention", Self.pair.source], in: TemporaryDirectory())
    let words = Self.pair.target.split(separator: " ")
    let rows = result.lines.suffix(words.count)
    #expect(result.code == 0 && rows.count == words.count)
    for (row, word) in zip(rows, words) {
      #expect(row.drop { $0 == " " }.hasPrefix(word) && row.contains { "░▒▓█".contains($0) })
    }
    // The words of the source stand above, one letter per line.
    let height = Self.pair.source.split(separator: " ").map(\.count).max() ?? 0
    #expect(result.lines.count == height + words.count)
  }

  @Test func writesThePictureAsSVG() async throws {
    let directory = try TemporaryDirectory()
    let result = try await inspect(
      ["--attention", Self.pair.source, "--svg", "a.svg"], in: directory)
    #expect(result.code == 0 && result.lines.isEmpty)
    let svg = try String(contentsOfFile: directory.path + "/a.svg", encoding: .utf8)
    let cells =
      Self.pair.source.split(separator: " ").count * Self.pair.target.split(separator: " ").count
    #expect(svg.hasPrefix("<svg ") && svg.components(separatedBy: "<rect ").count == cells + 1)
  }

  @Test func wordWeightsAreThoseOfTheirTokens() async throws {
    let result = try await inspect(
      ["--attention", Self.pair.source, "--json"], in: TemporaryDirectory())
    struct Shown: Decodable {
      var translation: String
      var alignment: Alignment
      var word_weights: [[Float]]
    }
    let shown = try JSONDecoder().decode(Shown.self, from: result.output)
    #expect(shown.translation == Self.pair.target)
    #expect(shown.word_weights.count == Self.pair.target.split(separator: " ").count)
    // The word with the greatest weight is the one that the word is linked to.
    for link in shown.alignment.wordLinks {
      let row = shown.word_weights[link.target]
      #expect(row[link.source] == row.max() && row.reduce(0, +) < 1.001)
    }
  }

  @Test func saysThatAModelHasNoAttention() async throws {
    let result = try await Program.translate.run(
      ["inspect", try await SmallModel.path, "--attention", "I am here"], in: TemporaryDirectory())
    #expect(result.code == 1 && result.errors.contains("attention"))
  }

  @Test func refusesWhatCannotBeShown() async throws {
    for arguments in [
      ["--attention", " "], ["--svg", "a.svg"], ["--attention", "a", "--tokenize"],
    ] {
      let result = try await inspect(arguments, in: TemporaryDirectory())
      #expect(result.code == 64, "\(arguments)")
    }
  }

  @Test func doesNotWriteThePictureOverTheModel() async throws {
    let path = try await AttentiveModel.path
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    let result = try await inspect(
      ["--attention", "I", "--svg", path], in: TemporaryDirectory())
    #expect(result.code == 1)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
  }
}
