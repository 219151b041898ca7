/// Predicts what follows some numbers.
package protocol Forecaster {
  /// What tables and pictures call it.
  var name: String { get }

  /// Predicts the `steps` numbers after each window; each but the first from the predictions before it.
  func forecast(after windows: [[Double]], steps: Int) -> [[Double]]
}

/// Nothing changes: what comes is what was last.
package struct NaiveForecaster: Forecaster {
  package let name = "last value"

  package init() {}

  package func forecast(after windows: [[Double]], steps: Int) -> [[Double]] {
    windows.map { Array(repeating: $0.last ?? 0, count: steps) }
  }
}
