import Charts
import Evaluation
import Formatting
import Seq2Seq

/// A report as a page.
struct ReportPage {
  private let models: [ReportedModel]

  init(_ models: [ReportedModel]) { self.models = models }

  var page: HTMLPage {
    HTMLPage(
      "Report: " + models.map(\.name).joined(separator: ", "),
      comparison + curves + models.flatMap { sections(of: $0) })
  }

  private var curves: [Element] {
    let histories = models.compactMap { model in
      model.history.map { (name: model.name, history: $0) }
    }
    let charts = TrainingCurves(histories).charts
    guard !charts.isEmpty else { return [] }
    return [Element("h2", text: "Training"), HTMLPage.gallery(charts.map(\.svg))]
  }

  private var comparison: [Element] {
    guard let scores = models.comparison else { return [] }
    let rows = zip(models, scores).map { model, score in
      [
        model.name, score.value.fixed(2),
        score.confidence.map { "\($0.mean.fixed(2)) ± \($0.halfWidth.fixed(2))" } ?? "",
        score.pValue.map { score.value == scores[0].value ? "no difference" : $0.fixed(4) }
          ?? "baseline",
      ]
    }
    return [
      Element("h2", text: "Models compared"),
      Element(
        "p",
        text: "Paired bootstrap with 1,000 resamples: p is how probable such a difference from the "
          + "baseline is by chance."),
      HTMLPage.table(["model", "BLEU", "mean and 95 % interval", "p"], rows),
    ] + sideBySide
  }

  private var sideBySide: [Element] {
    let sentences = models.mostDifferent(20)
    guard !sentences.isEmpty else { return [] }
    return [
      Element("h3", text: "Sentences with the most different scores"),
      HTMLPage.table(
        ["source", "reference"] + models.map(\.name),
        sentences.map { row in
          [row[0].source, row[0].reference]
            + row.map { "\($0.translation) (\($0.score.fixed(1)))" }
        }),
    ]
  }

  private func sections(of model: ReportedModel) -> [Element] {
    [Element("h2", text: model.name)] + (model.test.map { test(model, $0) } ?? [])
      + [
        Element("h3", text: "Configuration and corpus"),
        HTMLPage.table(
          [], (model.description.properties + model.description.notes).map { [$0.0, $0.1] }),
      ]
  }

  private func test(_ model: ReportedModel, _ test: ReportedTest) -> [Element] {
    let rarity =
      test.byFrequency.map { groups in
        BarChart(
          "BLEU by word frequency", x: "how often training saw the rarest word of the source",
          y: "BLEU", Self.bars(groups))
      }
      ?? BarChart(
        "BLEU by rarity of words", x: "tokens per word of the source: rare words have more",
        y: "BLEU", Self.bars(test.byRarity))
    let bars = [
      BarChart("BLEU by length", x: "words of the source", y: "BLEU", Self.bars(test.byLength)),
      rarity,
    ]
    return [
      Element(
        "p", text: "BLEU \(test.score.fixed(2)) on \(test.sentences.count.grouped) sentences."),
      HTMLPage.gallery(bars.map(\.svg)),
    ] + examples(test) + pictures(model) + words(test)
  }

  private func examples(_ test: ReportedTest) -> [Element] {
    test.examples(5).flatMap { title, sentences in
      [
        Element("h3", text: "\(title) sentences"),
        HTMLPage.table(
          ["BLEU", "source", "reference", "translation"],
          sentences.map { [$0.score.fixed(1), $0.source, $0.reference, $0.translation] }),
      ]
    }
  }

  private func pictures(_ model: ReportedModel) -> [Element] {
    guard !model.attention.isEmpty else { return [] }
    return [
      Element("h3", text: "Attention"), HTMLPage.gallery(model.attention.map(\.map.svg)),
    ]
  }

  private func words(_ test: ReportedTest) -> [Element] {
    [
      ("Words of references that translations lack", test.missingWords),
      ("Words said twice in a row, unlike in the reference", test.repeatedWords),
    ].flatMap { title, words in
      [
        Element("h3", text: title),
        words.isEmpty
          ? Element("p", text: "None.")
          : Element("p", text: words.map { "\($0.word) (\($0.count))" }.joined(separator: ", ")),
      ]
    }
  }

  private static func bars(_ groups: [ReportedTest.Group]) -> [BarChart.Bar] {
    groups.map {
      BarChart.Bar($0.name, $0.score, note: "\($0.score.fixed(1)), n = \($0.sentences.grouped)")
    }
  }
}
