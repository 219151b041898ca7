import Foundation
import TestSupport
import Testing

/// The page about models, and the same as JSON.
@Suite struct ReportCommandTests {
  private static let pairs =
    SmallCorpus.tsv + "he is <script>alert(1)</script>\til est <b>&amp;</b> ici ici\n"

  private func report(
    _ arguments: [String], in directory: TemporaryDirectory
  ) async throws -> Program.Result {
    try directory.write(Self.pairs, to: "test.tsv")
    return try await Program.translate.run(["report"] + arguments, in: directory)
  }

  /// Curves, scores by group, sentences, words and the configuration; nothing from a corpus is markup.
  @Test func writesOnePageThatNeedsNothingElse() async throws {
    let directory = try TemporaryDirectory()
    let result = try await report(
      [try await SmallModel.path, "--pairs", "test.tsv", "--output", "r.html"], in: directory)
    #expect(result.code == 0 && result.lines == ["r.html"], "\(result.errors)")
    let page = String(decoding: try directory.read("r.html"), as: UTF8.self)
    for part in [
      "Loss", "Perplexity", "Validation BLEU", "Learning rate", "Gradient norm before clipping",
      "Speed", "BLEU by length", "BLEU by rarity of words", "Best sentences", "Median sentences",
      "Worst sentences", "Words of references that translations lack", "corpus_fingerprint",
      "learning_rate", "&lt;script&gt;alert(1)&lt;/script&gt;",
    ] { #expect(page.contains(part), "\(part)") }
    #expect(!page.contains("<script") && !page.contains("<b>") && !page.contains("src="))
    #expect(page.components(separatedBy: "<svg ").count - 1 == 6 * 2 + 2)
  }

  /// The scores are those of `evaluate`, which are sacreBLEU's.
  @Test func theJSONHasTheScoresOfEvaluate() async throws {
    let directory = try TemporaryDirectory()
    let model = try await SmallModel.path
    let result = try await report([model, "--pairs", "test.tsv", "--json"], in: directory)
    struct Report: Decodable {
      struct Model: Decodable {
        struct Test: Decodable {
          struct Sentence: Decodable { var bleu: Double }
          struct Group: Decodable { var sentences: Int }
          struct Word: Decodable, Equatable {
            var word: String
            var count: Int
          }
          var bleu: Double
          var by_length: [Group]
          var by_tokens_per_word: [Group]
          var sentences: [Sentence]
          var missing_words: [Word]
        }
        struct Metric: Decodable { var update: Int }
        var test: Test
        var metrics: [Metric]
      }
      var models: [Model]
    }
    let shown = try #require(
      try JSONDecoder().decode(Report.self, from: result.output).models.first)
    let evaluated = try await Program.translate.run(
      ["evaluate", "test.tsv", "--model", model, "--json"], in: directory)
    struct Evaluation: Decodable {
      struct Score: Decodable {
        var name: String
        var score: Double
      }
      var scores: [Score]
    }
    let scores = try JSONDecoder().decode(Evaluation.self, from: evaluated.output).scores
    #expect(scores.first { $0.name == "BLEU" }?.score == shown.test.bleu)
    #expect(shown.test.sentences.count == SmallCorpus.pairs.count + 1)
    for groups in [shown.test.by_length, shown.test.by_tokens_per_word] {
      #expect(groups.map(\.sentences).reduce(0, +) == shown.test.sentences.count)
    }
    #expect(shown.test.missing_words.contains { $0.word == "<b>&amp;</b>" && $0.count == 1 })
    #expect(shown.metrics.count > 1)
  }

  /// Each sentence is in the group of its rarest word, whatever its case and the punctuation beside it.
  @Test func groupsSentencesByHowOftenTrainingSawTheirRarestWord() async throws {
    let directory = try TemporaryDirectory()
    try directory.write(
      "Here here\tici\n\"here,\" there\tlà\nthere outside\tdehors\n"
        + String(repeating: "here\tici\n", count: 9), to: "corpus.tsv")
    try directory.write("HERE!\tici\nhere there\tlà\nupstairs here\ten haut\n", to: "test.tsv")
    let result = try await Program.translate.run(
      [
        "report", try await SmallModel.path, "--pairs", "test.tsv", "--corpus", "corpus.tsv",
        "--json",
      ], in: directory)
    let text = String(decoding: result.output, as: UTF8.self)
    let groups = try #require(
      text.firstMatch(of: /"by_word_frequency":(\[[^\]]*\])/), "\(result.errors)")
    struct Group: Decodable {
      var name: String
      var sentences: Int
    }
    let shown = try JSONDecoder().decode([Group].self, from: Data(groups.1.utf8))
    #expect(shown.map(\.name) == ["never", "1–9", "10–99"])
    #expect(shown.map(\.sentences) == [1, 1, 1])
  }

  @Test func comparesModelsWithTheFirst() async throws {
    let directory = try TemporaryDirectory()
    let models = [try await SmallModel.path, try await AttentiveModel.path]
    let result = try await report(
      models + ["--pairs", "test.tsv", "--output", "r.html"], in: directory)
    #expect(result.code == 0, "\(result.errors)")
    let page = String(decoding: try directory.read("r.html"), as: UTF8.self)
    #expect(page.contains("Models compared") && page.contains("<td>baseline</td>"))
    #expect(page.contains("<h3>Attention</h3>"))
  }

  /// Where models differ, their translations stand side by side; where they do not, nothing does.
  @Test func sentencesStandSideBySide() async throws {
    let directory = try TemporaryDirectory()
    let (one, other) = (
      try await SmallModel.path, Phrasebook.root.path + "/models/phrasebook/model.safetensors"
    )
    for (models, isDifferent) in [([one, other], true), ([one, one], false)] {
      let result = try await report(
        models + ["--pairs", "test.tsv", "--output", "r.html"], in: directory)
      #expect(result.code == 0, "\(result.errors)")
      let page = String(decoding: try directory.read("r.html"), as: UTF8.self)
      #expect(page.contains("Sentences with the most different scores") == isDifferent)
      #expect(page.contains("<td>no difference</td>") != isDifferent)
    }
  }

  /// Training writes the page at its end, and says so.
  @Test func trainingWritesIt() async throws {
    let errors = try await SmallModel.trainingResult.errors
    #expect(errors.contains("report: models/pairs/report.html"))
    let model = URL(fileURLWithPath: try await SmallModel.path)
    let page = try String(
      contentsOf: model.deletingLastPathComponent().appendingPathComponent("report.html"),
      encoding: .utf8)
    #expect(page.contains("BLEU by word frequency") && page.contains("Validation BLEU"))
  }

  /// The model is there, whether or not its report can be written.
  @Test func aTrainingDoesNotFailForItsReport() async throws {
    let directory = try TemporaryDirectory()
    try directory.write(SmallCorpus.tsv, to: "pairs.en-fr.tsv")
    try directory.write("", to: "m/report.html/file")
    let result = try await Program.translate.run(
      ["train", "pairs.en-fr.tsv", "--updates", "3", "--output", "m"] + SmallCorpus.smallOptions,
      in: directory)
    #expect(result.code == 0 && result.lines == ["m/model.safetensors"])
    #expect(result.errors.contains("warning: there is no report: "))
  }

  @Test func doesNotWriteOverItsPairs() async throws {
    let directory = try TemporaryDirectory()
    let result = try await report(
      [try await SmallModel.path, "--pairs", "test.tsv", "--output", "test.tsv"], in: directory)
    #expect(result.code == 1 && result.errors.contains("it is read as well"))
    #expect(try directory.read("test.tsv") == Array(Self.pairs.utf8))
  }
}
