import Charts
import Evaluation
import Formatting
import Seq2Seq

/// A report as one HTML file, which needs nothing else: no script, no font, no picture from elsewhere.
struct ReportPage {
  private let models: [ReportedModel]

  init(_ models: [ReportedModel]) { self.models = models }

  func write(to path: String) throws(FileError) {
    let text = text
    try AtomicFile.write(to: path) { writer throws(FileError) in try writer.write(text) }
  }

  var text: String {
    let title = "Report: " + models.map(\.name).joined(separator: ", ")
    let head = Element(
      "head", [:],
      [
        Element("meta", ["charset": "utf-8"]),
        Element("meta", ["name": "viewport", "content": "width=device-width"]),
        Element("title", text: title), Element("style", text: Self.style),
      ])
    let body = Element(
      "body", [:],
      [Element("h1", text: title)] + comparison + curves + models.flatMap { sections(of: $0) })
    return "<!DOCTYPE html>\n" + Element("html", [:], [head, body]).text + "\n"
  }

  /// Without characters that HTML escapes.
  private static let style = """
    body{font:15px/1.45 sans-serif;max-width:84rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}
    .charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(28rem,100%),1fr));gap:1rem}
    svg{max-width:100%;height:auto}
    table{border-collapse:collapse;margin:.5rem 0}
    td,th{border-bottom:1px solid #ccc;padding:.25rem .8rem .25rem 0;text-align:left;vertical-align:top}
    td{overflow-wrap:anywhere}
    @media print{body{margin:0;max-width:none;font-size:10pt}.charts{display:block}svg,tr{break-inside:avoid}}
    """

  private var curves: [Element] {
    let histories = models.compactMap { model in
      model.history.map { (name: model.name, history: $0) }
    }
    let charts = TrainingCurves(histories).charts
    guard !charts.isEmpty else { return [] }
    return [Element("h2", text: "Training"), Self.gallery(charts.map(\.svg))]
  }

  private var comparison: [Element] {
    guard let scores = models.comparison else { return [] }
    let rows = zip(models, scores).map { model, score in
      [
        model.name, score.value.fixed(2),
        score.confidence.map { "\($0.mean.fixed(2)) ± \($0.halfWidth.fixed(2))" } ?? "",
        score.pValue.map { $0.fixed(4) } ?? "baseline",
      ]
    }
    return [
      Element("h2", text: "Models compared"),
      Element(
        "p",
        text: "Paired bootstrap with 1,000 resamples: p is how probable such a difference from the "
          + "baseline is by chance."),
      Self.table(["model", "BLEU", "mean and 95 % interval", "p"], rows),
    ]
  }

  private func sections(of model: ReportedModel) -> [Element] {
    [Element("h2", text: model.name)] + (model.test.map { test(model, $0) } ?? [])
      + [
        Element("h3", text: "Configuration and corpus"),
        Self.table(
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
      Self.gallery(bars.map(\.svg)),
    ] + examples(test) + pictures(model) + words(test)
  }

  private func examples(_ test: ReportedTest) -> [Element] {
    test.examples(5).flatMap { title, sentences in
      [
        Element("h3", text: "\(title) sentences"),
        Self.table(
          ["BLEU", "source", "reference", "translation"],
          sentences.map { [$0.score.fixed(1), $0.source, $0.reference, $0.translation] }),
      ]
    }
  }

  private func pictures(_ model: ReportedModel) -> [Element] {
    guard !model.attention.isEmpty else { return [] }
    return [
      Element("h3", text: "Attention"), Self.gallery(model.attention.map(\.map.svg)),
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

  private static func gallery(_ pictures: [Element]) -> Element {
    Element("div", ["class": "charts"], pictures)
  }

  private static func table(_ heads: [String], _ rows: [[String]]) -> Element {
    let head = Element("tr", [:], heads.map { Element("th", ["scope": "col"], text: $0) })
    return Element(
      "table", [:],
      (heads.isEmpty ? [] : [head])
        + rows.map { row in Element("tr", [:], row.map { Element("td", text: $0) }) })
  }
}
