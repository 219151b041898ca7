import Charts
import Seq2Seq

/// What trainings measured, drawn against updates and against minutes.
struct TrainingCurves {
  private typealias Entry = TrainingHistory.Entry

  let charts: [LineChart]

  init(_ models: [(name: String, history: TrainingHistory)]) {
    charts = Self.quantities.flatMap { quantity in
      Self.axes.compactMap { Self.chart(quantity, $0, models) }
    }
  }

  /// Numbers in one chart: those of updates, those of validations.
  private struct Quantity {
    let title: String
    let label: String
    var scale = Axis.Scale.linear
    let ofUpdates: (@Sendable (Entry) -> Double?)?
    let ofValidations: (@Sendable (Entry) -> Double?)?
  }

  private static let quantities = [
    Quantity(
      title: "Loss", label: "nats per token", ofUpdates: { $0.loss },
      ofValidations: { $0.validationLoss }),
    Quantity(
      title: "Perplexity", label: "per token", scale: .logarithmic, ofUpdates: { $0.perplexity },
      ofValidations: { $0.validationPerplexity }),
    Quantity(
      title: "Validation BLEU", label: "BLEU", ofUpdates: nil,
      ofValidations: { $0.validationBLEU }),
    Quantity(title: "Learning rate", label: "rate", ofUpdates: { $0.rate }, ofValidations: nil),
    Quantity(
      title: "Gradient norm before clipping", label: "norm", scale: .logarithmic,
      ofUpdates: { $0.gradientNorm }, ofValidations: nil),
    Quantity(
      title: "Speed", label: "target tokens/s", ofUpdates: { $0.tokensPerSecond },
      ofValidations: nil),
  ]

  private struct Across {
    let label: String
    let number: @Sendable (Entry) -> Double?
  }

  private static let axes = [
    Across(label: "updates") { Double($0.update) },
    Across(label: "minutes") { $0.seconds.map { $0 / 60 } },
  ]

  /// Nil if there is nothing to draw.
  private static func chart(
    _ quantity: Quantity, _ across: Across, _ models: [(name: String, history: TrainingHistory)]
  ) -> LineChart? {
    let isAlone = models.count == 1
    let series = models.flatMap { model -> [LineChart.Series] in
      let kinds = [("training", quantity.ofUpdates), ("validation", quantity.ofValidations)]
      return kinds.compactMap { kind, number -> LineChart.Series? in
        guard let number else { return nil }
        let points = model.history.entries.compactMap { entry -> LineChart.Point? in
          guard let x = across.number(entry), let y = number(entry) else { return nil }
          return LineChart.Point(x, y)
        }
        guard !points.isEmpty else { return nil }
        let name = isAlone ? kind : "\(model.name), \(kind)"
        return LineChart.Series(name, points, hasDots: kind == "validation")
      }
    }
    guard !series.isEmpty else { return nil }
    return LineChart(
      quantity.title, x: across.label, y: quantity.label, yScale: quantity.scale, series)
  }
}
