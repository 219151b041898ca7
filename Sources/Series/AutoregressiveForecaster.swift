/// The linear model of the numbers before: x_t = b + w₁ x_{t−1} + … + w_W x_{t−W}, by least squares.
package struct AutoregressiveForecaster: Forecaster {
  package let name = "linear"
  /// The weights of the numbers before, the oldest first.
  package let weights: [Double]
  package let bias: Double

  /// The share of the mean square of the numbers that is added to the diagonal.
  ///
  /// So a solution exists where the numbers before depend on one another, as those of a sine without noise do.
  private static let ridge = 1e-9

  /// Fits the model to all runs of `window` numbers and the number after them.
  package init(fitting values: [Double], window: Int) {
    precondition(window >= 1 && values.count > window, "a number after a window")
    let size = window + 1
    var normal = [[Double]](repeating: Array(repeating: 0, count: size), count: size)
    var right = [Double](repeating: 0, count: size)
    for end in window..<values.count {
      let row = values[end - window..<end] + [1]
      for (i, x) in zip(0..<size, row) {
        right[i] += x * values[end]
        for (j, y) in zip(0...i, row) { normal[i][j] += x * y }
      }
    }
    let mean = (0..<window).reduce(0) { $0 + normal[$1][$1] } / Double(window)
    for i in 0..<size { normal[i][i] += Self.ridge * max(mean, 1e-300) }
    let solution = Self.solve(normal, right)
    weights = Array(solution.prefix(window))
    bias = solution[window]
  }

  /// Solves A x = b by Cholesky's method; of A, which is symmetric and positive definite, the lower half is read.
  private static func solve(_ a: [[Double]], _ b: [Double]) -> [Double] {
    var (l, x) = (a, b)
    for i in l.indices {
      for j in 0...i {
        let sum = (0..<j).reduce(l[i][j]) { $0 - l[i][$1] * l[j][$1] }
        l[i][j] = i == j ? sum.squareRoot() : sum / l[j][j]
      }
      x[i] = (0..<i).reduce(x[i]) { $0 - l[i][$1] * x[$1] } / l[i][i]
    }
    for i in l.indices.reversed() {
      x[i] = (i + 1..<l.count).reduce(x[i]) { $0 - l[$1][i] * x[$1] } / l[i][i]
    }
    return x
  }

  package func forecast(after windows: [[Double]], steps: Int) -> [[Double]] {
    windows.map { window in
      var numbers = Array(window.suffix(weights.count))
      for _ in 0..<steps {
        numbers.append(
          zip(weights, numbers.suffix(weights.count)).reduce(bias) { $0 + $1.0 * $1.1 })
      }
      return Array(numbers.suffix(steps))
    }
  }
}
