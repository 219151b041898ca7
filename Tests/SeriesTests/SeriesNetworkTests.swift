import NeuralNetwork
import Seq2Seq
import TestSupport
import Testing

@testable import Series

/// The recurrent layer with a linear output against the same in double precision.
@Suite struct SeriesNetworkTests {
  private let network = SeriesNetwork(width: 3, layers: 2)

  private func updater(threads: Int = 1) -> ParallelUpdater<SeriesNetwork> {
    let store = ParameterStore(layout: network.layout, purpose: .training)
    var generator = TestSupport.SeededGenerator(seed: 5)
    store.values.floats.copy(from: generator.floats(network.layout.size, scale: 0.7))
    let updater = ParallelUpdater(
      model: network, store: store,
      optimizer: GradientDescent(size: network.layout.size, momentum: 0), threads: threads)
    updater.workers.repack()
    return updater
  }

  private func windows(_ count: Int, of length: Int) -> [[Float]] {
    var generator = TestSupport.SeededGenerator(seed: 6)
    return (0..<count).map { _ in generator.floats(length, scale: 1.5) }
  }

  /// What is predicted after each number of one window.
  private func predictions(_ window: [Double], _ parameters: DoubleParameters) -> [Double] {
    var inputs = window.map { [$0] }
    for layer in 0..<2 {
      let cell = parameters.cell("rnn", suffix: "l\(layer)")
      inputs = DoubleLayers.recurrence(inputs, initial: cell.zeroState, cell).map(\.output)
    }
    let (weight, bias) = (parameters.matrix("output.weight"), parameters.vector("output.bias"))
    return inputs.map { DoubleLayers.linear($0, weight, bias)[0] }
  }

  private func loss(_ windows: [[Float]], _ parameters: DoubleParameters) -> Double {
    windows.reduce(0) { sum, window in
      let window = window.map(Double.init)
      let found = predictions(Array(window.dropLast()), parameters)
      return sum
        + zip(found, window.dropFirst()).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) / 2 }
    }
  }

  @Test(arguments: [1, 2])
  func lossAndGradientAreThoseOfTheTwin(threads: Int) {
    let updater = updater(threads: threads)
    let (windows, parameters) = (windows(5, of: 6), DoubleParameters(updater.store))
    let expected = loss(windows, parameters)
    #expect(abs(updater.loss([windows], ()).smoothed - expected) < 1e-4 * expected)
    let slopes = numericalGradient(at: parameters.values) { values in
      loss(windows, DoubleParameters(layout: network.layout, values: values)) / 25
    }
    var options = ParallelUpdater<SeriesNetwork>.Options(loss: ())
    options.clipNorm = .infinity
    let report = updater.update(windows, rate: 0, seed: 1, options)
    #expect(report.loss.tokens == 25 && abs(report.loss.smoothed - expected) < 1e-4 * expected)
    for parameter in network.layout.parameters {
      let range = parameter.offset..<parameter.offset + parameter.count
      let found = parameter.vector(in: updater.gradient).values
      #expect(
        errorInBounds(found, Array(slopes[range]), absolute: 1e-5, relative: 1e-4) <= 1,
        "\(parameter.name)")
    }
  }

  /// Each prediction is read as if it was the next number.
  @Test func forecastsGoOnFromThemselves() {
    let updater = updater()
    let (windows, parameters) = (windows(3, of: 7), DoubleParameters(updater.store))
    let results = PerWorker(count: 1, initial: [[Float]]())
    updater.workers.forEach(1) { [network] compute, index in
      results[index] = network.forecast(after: windows, steps: 4, compute)
    }
    for (window, found) in zip(windows, results[0]) {
      var numbers = window.map(Double.init)
      for _ in 0..<4 { numbers.append(predictions(numbers, parameters).last ?? .nan) }
      #expect(errorInBounds(found, Array(numbers.suffix(4)), absolute: 1e-5) <= 1)
    }
  }
}
