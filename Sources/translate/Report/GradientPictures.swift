import Charts
import GradientFlow
import Seq2Seq

/// The pictures of how gradients flow.
struct GradientPictures {
  private typealias Result = GradientExperiment.Result

  let options: GradientExperiment.Options
  let results: [GradientExperiment.Result]

  /// Titles with the pictures below them.
  var sections: [(title: String, charts: [LineChart])] {
    let groups = options.cells.map { cell in results.filter { $0.cell == cell } }
    let usual = groups.compactMap { group in group.first { $0.scale == usualScale } }
    return [
      ("Before training", [cells(usual)] + usual.map(lengths)),
      ("Scales of the recurrent matrix", groups.map(scales)),
      ("After \(options.updates) updates", usual.map(training)),
      (
        "While training",
        groups.flatMap { [course($0, "Loss", "nats per token", \.losses), norms($0)] }
      ),
    ]
  }

  /// The scale that is nearest to 1.
  private var usualScale: Float {
    options.scales.min { abs($0 - 1) < abs($1 - 1) } ?? 1
  }

  private var longest: Int { options.lengths.count - 1 }
  private var words: Int { options.lengths[longest] }

  private func cells(_ results: [Result]) -> LineChart {
    chart(
      "Cells, \(words) words",
      results.flatMap { result in
        let norms = result.before[longest]
        let cell = result.cell.rawValue
        return [Self.line(cell, norms.outputs)]
          + (norms.memoryCells.map { [Self.line("\(cell), memory cell", $0)] } ?? [])
      })
  }

  private func lengths(_ result: Result) -> LineChart {
    chart(
      "\(result.cell.rawValue), by length",
      result.before.map { Self.line("\($0.words) words", $0.outputs) })
  }

  private func scales(_ results: [Result]) -> LineChart {
    chart(
      "\(results[0].cell.rawValue), \(words) words, before training",
      results.map { Self.line("scale \($0.scale)", $0.before[longest].outputs) })
  }

  private func training(_ result: Result) -> LineChart {
    chart(
      "\(result.cell.rawValue), \(words) words",
      [
        Self.line("before", result.before[longest].outputs),
        Self.line("after, clipped to \(options.clip)", result.clipped.after[longest].outputs),
        Self.line("after, not clipped", result.unclipped.after[longest].outputs),
      ])
  }

  private func norms(_ results: [Result]) -> LineChart {
    course(results, "Gradient norm before clipping", "norm", \.norms)
  }

  private func course(
    _ results: [Result], _ title: String, _ label: String,
    _ numbers: KeyPath<GradientExperiment.Course, [Double]>
  ) -> LineChart {
    LineChart(
      "\(title), \(results[0].cell.rawValue)", x: "updates", y: label, yScale: .logarithmic,
      results.flatMap { result in
        [
          Self.line("scale \(result.scale), clipped", result.clipped[keyPath: numbers]),
          Self.line("scale \(result.scale), not clipped", result.unclipped[keyPath: numbers]),
        ]
      })
  }

  private func chart(_ title: String, _ lines: [LineChart.Series]) -> LineChart {
    LineChart(
      title, x: "time step t", y: "norm of ∂loss/∂h at t", yScale: .logarithmic, lines)
  }

  private static func line(_ name: String, _ numbers: [Double]) -> LineChart.Series {
    LineChart.Series(
      name, numbers.enumerated().map { .init(Double($0.offset + 1), $0.element) })
  }
}

extension GradientDescription {
  var page: HTMLPage {
    HTMLPage(
      "Gradients in recurrent layers: \(name)",
      [
        Element(
          "p",
          text: """
            Encoders of \(options.units) units read texts word by word; decoders know of a text only the last state. Each \
            curve is the norm of the gradient of the loss at each state of the encoder, the median over 32 texts: the less \
            of it arrives on the left, the less can be learned about first words. Plain gradient descent, rate \
            \(options.rate), seed \(options.seed).
            """)
      ]
        + GradientPictures(options: options, results: results).sections.flatMap { section in
          [
            Element("h2", text: section.title),
            HTMLPage.gallery(section.charts.map(\.svg)),
          ]
        })
  }
}
