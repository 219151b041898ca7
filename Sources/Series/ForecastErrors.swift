/// Why a series cannot be forecast.
package enum SeriesError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There are too few numbers to train on and to test with.
  case tooShort(count: Int, needed: Int)

  /// One line: what is wrong, and what to do.
  package var description: String {
    switch self {
    case .tooShort(let count, let needed):
      """
      a series of \(count) numbers is too short: \(needed) are needed for windows and steps of this size; \
      give more numbers, a smaller window, or fewer steps ahead
      """
    }
  }
}

/// How a series is divided: the first part is trained on, the rest is predicted.
package struct SeriesSplit: Sendable, Hashable {
  /// How many numbers a forecast is made from.
  package let window: Int
  /// The most steps ahead.
  package let furthest: Int
  /// The numbers to train on.
  package let training: Range<Int>
  /// The numbers to predict.
  package let test: Range<Int>

  private static let trainingShare = 0.6

  /// Throws ``SeriesError`` if a part would be too short.
  package init(count: Int, window: Int, furthest: Int) throws(SeriesError) {
    precondition(window >= 1 && furthest >= 1, "a window and a step")
    let needed = max(window + furthest, RecurrentForecaster.fewest(window: window))
    let boundary = Int(Double(count) * Self.trainingShare)
    guard boundary >= needed, count > boundary else {
      throw .tooShort(count: count, needed: Int((Double(needed) / Self.trainingShare).rounded(.up)))
    }
    self.window = window
    self.furthest = furthest
    training = 0..<boundary
    test = boundary..<count
  }
}

/// The errors of a forecaster, by how many steps ahead it looks.
package struct ForecastErrors: Sendable {
  package let name: String
  /// The root of the mean squared error of 1 step ahead, 2 steps, and so on, all for the same numbers.
  package let roots: [Double]

  /// Predicts every number of the test part, from 1 to `furthest` steps before it.
  package init(of forecaster: some Forecaster, on values: [Double], _ split: SeriesSplit) {
    let (window, furthest, test) = (split.window, split.furthest, split.test)
    // A forecast begins at number `first`, and has read the window before it.
    let firsts = Array(test.lowerBound - furthest + 1..<test.upperBound)
    let forecasts = forecaster.forecast(
      after: firsts.map { Array(values[$0 - window..<$0]) }, steps: furthest)
    var squares = [Double](repeating: 0, count: furthest)
    for (first, forecast) in zip(firsts, forecasts) {
      for (ahead, value) in forecast.enumerated() where test.contains(first + ahead) {
        let difference = value - values[first + ahead]
        squares[ahead] += difference * difference
      }
    }
    name = forecaster.name
    roots = squares.map { ($0 / Double(test.count)).squareRoot() }
  }
}
