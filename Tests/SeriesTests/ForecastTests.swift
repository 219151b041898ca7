import TestSupport
import Testing

@testable import Series

/// Forecasters, and how their errors are measured.
@Suite struct ForecastTests {
  /// x_t = 0.5 x_{t−1} − 0.3 x_{t−2} + 1 + noise.
  private func series(_ count: Int, noise: Double) -> [Double] {
    var generator = TestSupport.SeededGenerator(seed: 9)
    var values = [0.3, -0.2]
    while values.count < count {
      let (one, two) = (values[values.count - 1], values[values.count - 2])
      values.append(0.5 * one - 0.3 * two + 1 + generator.doubles(1, scale: noise)[0])
    }
    return values
  }

  @Test func leastSquaresFindTheLaw() {
    let exact = AutoregressiveForecaster(fitting: series(40, noise: 0.5), window: 2)
    let long = AutoregressiveForecaster(fitting: series(20_000, noise: 0.5), window: 2)
    for (found, wanted) in zip(long.weights + [long.bias], [-0.3, 0.5, 1]) {
      #expect(abs(found - wanted) < 0.03)
    }
    // No weights fit better than those found.
    let values = series(40, noise: 0.5)
    func squares(_ weights: [Double], _ bias: Double) -> Double {
      (2..<values.count).reduce(0) { sum, t in
        let error = weights[0] * values[t - 2] + weights[1] * values[t - 1] + bias - values[t]
        return sum + error * error
      }
    }
    let least = squares(exact.weights, exact.bias)
    let slopes = numericalGradient(at: exact.weights + [exact.bias]) {
      squares(Array($0.prefix(2)), $0[2])
    }
    for slope in slopes { #expect(abs(slope) < 1e-4 * least) }
  }

  /// A sine is a linear function of the two numbers before; windows of more are redundant.
  @Test func linearForecastsOfASineAreExactThoughWindowsAreRedundant() {
    let sine = (0..<300).map { NoisySineTwin.sine(Double($0) * 0.2) }
    let model = AutoregressiveForecaster(fitting: sine, window: 6)
    let found = model.forecast(after: [Array(sine[100..<106])], steps: 20)[0]
    for (step, value) in found.enumerated() { #expect(abs(value - sine[106 + step]) < 1e-3) }
  }

  @Test func aConstantSeriesStaysConstant() {
    let values = [Double](repeating: 7, count: 60)
    let found = AutoregressiveForecaster(fitting: values, window: 3)
      .forecast(after: [[7, 7, 7]], steps: 5)[0]
    for value in found { #expect(abs(value - 7) < 1e-3) }
    var options = RecurrentForecaster.Options()
    (options.width, options.epochs) = (4, 2)
    let recurrent = RecurrentForecaster(training: values, window: 3, options) { _, _ in }
    for value in recurrent.forecast(after: [[7, 7, 7]], steps: 5)[0] { #expect(value.isFinite) }
  }

  /// The errors of the last value on 0, 1, 2 …: one step ahead 1, k steps ahead k.
  @Test func errorsAreThoseOfTheStepsAhead() throws {
    let values = (0..<50).map(Double.init)
    let split = try SeriesSplit(count: 50, window: 4, furthest: 20)
    #expect(split.training == 0..<30 && split.test == 30..<50)
    let errors = ForecastErrors(of: NaiveForecaster(), on: values, split)
    #expect(errors.roots.count == 20)
    for (ahead, root) in errors.roots.enumerated() { #expect(abs(root - Double(ahead + 1)) < 1e-9) }
  }

  @Test func seriesThatAreTooShortAreRefused() throws {
    #expect(throws: SeriesError.tooShort(count: 39, needed: 40)) {
      try SeriesSplit(count: 39, window: 4, furthest: 20)
    }
    _ = try SeriesSplit(count: 40, window: 4, furthest: 20)
  }

  /// Training makes it better than the last value, and the same seed makes it the same.
  @Test func trainingLearnsASineAndRepeats() throws {
    let values = NoisySine.values(400, seed: 3).enumerated().map {
      NoisySineTwin.sine(Double($0.offset) * 0.3) + 0.1 * $0.element
    }
    let split = try SeriesSplit(count: 400, window: 8, furthest: 4)
    var options = RecurrentForecaster.Options()
    (options.width, options.epochs, options.batch, options.rate) = (8, 40, 16, 0.02)
    let trained = (0..<2).map { _ in
      RecurrentForecaster(
        training: Array(values[split.training]), window: 8, options
      ) { _, _ in }
    }
    let errors = trained.map { ForecastErrors(of: $0, on: values, split).roots }
    #expect(errors[0] == errors[1])
    let naive = ForecastErrors(of: NaiveForecaster(), on: values, split).roots
    #expect(errors[0][0] < 0.7 * naive[0] && errors[0][3] < 0.7 * naive[3])
    #expect(trained[0].best.epoch >= 1 && trained[0].best.epoch <= 40)
  }

  @Test func theNoisySineHasItsMeanAndNoise() {
    let values = NoisySine.values(6283, seed: 1)
    let noise = values.enumerated().map {
      $0.element - NoisySineTwin.sine(0.01 * Double($0.offset + 1))
    }
    let mean = noise.reduce(0, +) / Double(noise.count)
    let deviation = (noise.reduce(0) { $0 + $1 * $1 } / Double(noise.count)).squareRoot()
    #expect(abs(mean) < 0.01 && abs(deviation - 0.2) < 0.01)
    #expect(values == NoisySine.values(6283, seed: 1) && values != NoisySine.values(6283, seed: 2))
  }
}
