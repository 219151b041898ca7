import Charts
import Formatting
import Series

/// Describes the errors of several forecasters of one series, as a table, as JSON and as a picture.
struct ForecastDescription {
  /// How the recurrent layer was trained.
  struct Training {
    let units, epochs, bestEpoch: Int
    let seed: UInt64
  }

  let name: String
  let split: SeriesSplit
  /// The steps ahead to show.
  let ahead: [Int]
  let training: Training
  let errors: [ForecastErrors]

  private static let width = 12

  /// The root of the mean squared error by steps ahead, and how many times that of one step it is.
  var lines: [String] {
    let about = """
      \(name): \((split.training.count + split.test.count).grouped) numbers, \
      \(split.training.count.grouped) to train on, \(split.test.count.grouped) to predict, \
      from \(split.window) each
      """
    let model =
      "recurrent: \(training.units) GRU units, epoch \(training.bestEpoch) of \(training.epochs) was best"
    let head =
      "ahead".rightAligned(in: 6)
      + errors.map { $0.name.rightAligned(in: Self.width) + "".rightAligned(in: 9) }.joined()
    return [about, model, "", head] + ahead.map(row)
  }

  private func row(_ ahead: Int) -> String {
    let cells = errors.map { errors in
      errors.roots[ahead - 1].fixed(decimals).rightAligned(in: Self.width)
        + "×\(growth(errors, ahead).fixed(2))".rightAligned(in: 9)
    }
    return "\(ahead)".rightAligned(in: 6) + cells.joined()
  }

  private func growth(_ errors: ForecastErrors, _ ahead: Int) -> Double {
    errors.roots[0] > 0 ? errors.roots[ahead - 1] / errors.roots[0] : 1
  }

  /// Digits after the point, so that the smallest error has four that count.
  private var decimals: Int {
    let smallest = errors.map { $0.roots[0] }.filter { $0 > 0 }.min() ?? 1
    var (decimals, size) = (0, smallest)
    while size < 1000 && decimals < 12 { (decimals, size) = (decimals + 1, size * 10) }
    return decimals
  }

  /// The errors of all steps up to the furthest.
  var chart: LineChart {
    LineChart(
      "Error of forecasts", x: "steps ahead", y: "root mean squared error",
      errors.map { errors in
        LineChart.Series(
          errors.name,
          errors.roots.enumerated().map { .init(Double($0.offset + 1), $0.element) })
      })
  }

  // MARK: - JSON

  var json: JSONValue {
    .object([
      ("series", .string(name)),
      ("training_numbers", .integer(split.training.count)),
      ("test_numbers", .integer(split.test.count)), ("window", .integer(split.window)),
      ("units", .integer(training.units)), ("epochs", .integer(training.epochs)),
      ("best_epoch", .integer(training.bestEpoch)), ("seed", .string("\(training.seed)")),
      ("ahead", .array(ahead.map { .integer($0) })),
      ("forecasters", .array(errors.map(json))),
    ])
  }

  private func json(_ errors: ForecastErrors) -> JSONValue {
    .object([
      ("name", .string(errors.name)),
      ("rmse", .array(ahead.map { .number(errors.roots[$0 - 1]) })),
      ("growth", .array(ahead.map { .rounded(growth(errors, $0), 4) })),
    ])
  }
}
