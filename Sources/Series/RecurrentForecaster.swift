import NeuralNetwork
import Seq2Seq

/// A trained ``SeriesNetwork``, and what brings numbers to its scale.
package final class RecurrentForecaster: Forecaster {
  package struct Options: Sendable, Hashable {
    /// Units of the recurrent layer.
    package var width = 32
    package var epochs = 60
    /// Windows per update.
    package var batch = 32
    /// The first learning rate; it falls linearly to zero.
    package var rate: Float = 0.01
    package var seed: UInt64 = 1
    package var threads = 1

    package init() {}
  }

  /// The share of the numbers, the last, that the best epoch is chosen by.
  private static let validationShare = 0.15
  /// Windows that are predicted together.
  private static let windowsTogether = 256

  package let name = "recurrent"
  private let updater: ParallelUpdater<SeriesNetwork>
  private let mean, deviation: Double
  /// The epoch whose weights are kept, from 1, and its loss on the last numbers.
  package private(set) var best: (epoch: Int, loss: Double) = (0, .infinity)

  /// Trains on windows of the numbers.
  ///
  /// - Parameters:
  ///   - values: the series; its last part only says which epoch is the best.
  ///   - window: how many numbers are read before the next is predicted.
  ///   - options: size and course of the training.
  ///   - progress: receives the epochs done and the best loss.
  package init(
    training values: [Double], window: Int, _ options: Options, progress: (Int, Double) -> Void
  ) {
    mean = values.reduce(0, +) / Double(values.count)
    deviation = RecurrentForecaster.deviation(of: values, mean)
    let network = SeriesNetwork(width: options.width)
    let store = ParameterStore(layout: network.layout, purpose: .training)
    var generator = SeededGenerator(seed: options.seed, stream: 2)
    store.initialize(using: &generator)
    updater = ParallelUpdater(
      model: network, store: store,
      optimizer: Adam(size: network.layout.size, options: AdamOptions()),
      threads: options.threads)
    updater.workers.repack()
    let numbers = values.map(scaled)
    let training = max(window + 1, numbers.count - Self.validationCount(numbers.count, window))
    train(
      Self.windows(of: numbers[..<training], window + 1),
      validation: Self.windows(of: numbers[training...], window + 1), options, &generator, progress)
  }

  /// The fewest numbers that can be trained on: a window and the number after it, to train and to validate.
  package static func fewest(window: Int) -> Int { 2 * (window + 1) }

  private static func validationCount(_ count: Int, _ window: Int) -> Int {
    max(window + 1, Int(Double(count) * validationShare))
  }

  /// Of a constant series 1, so that it can be divided by.
  private static func deviation(of values: [Double], _ mean: Double) -> Double {
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let deviation = (squares / Double(values.count)).squareRoot()
    return deviation > 0 && deviation.isFinite ? deviation : 1
  }

  private func scaled(_ value: Double) -> Float { Float((value - mean) / deviation) }

  private static func windows(of numbers: ArraySlice<Float>, _ length: Int) -> [[Float]] {
    guard numbers.count >= length else { return [] }
    return (numbers.startIndex...numbers.endIndex - length).map { Array(numbers[$0..<$0 + length]) }
  }

  private func train(
    _ windows: [[Float]], validation: [[Float]], _ options: Options,
    _ generator: inout SeededGenerator, _ progress: (Int, Double) -> Void
  ) {
    var order = Array(windows.indices)
    let updateOptions = ParallelUpdater<SeriesNetwork>.Options(loss: ())
    let groups = Self.groups(of: validation, Self.windowsTogether)
    var weights = updater.store.values.floats.values
    for epoch in 0..<options.epochs {
      generator.shuffle(&order)
      for start in stride(from: 0, to: order.count, by: options.batch) {
        let batch = order[start..<min(start + options.batch, order.count)].map { windows[$0] }
        let done = Double(epoch) + Double(start) / Double(order.count)
        let rate = options.rate * Float(1 - done / Double(options.epochs))
        _ = updater.update(batch, rate: rate, seed: generator.next(), updateOptions)
      }
      let sum = updater.loss(groups, ())
      let loss = sum.smoothed / Double(max(sum.tokens, 1))
      if loss < best.loss {
        best = (epoch + 1, loss)
        weights = updater.store.values.floats.values
      }
      progress(epoch + 1, best.loss)
    }
    updater.store.values.floats.copy(from: weights)
    updater.workers.repack()
  }

  private static func groups(of windows: [[Float]], _ size: Int) -> [[[Float]]] {
    stride(from: 0, to: windows.count, by: size).map {
      Array(windows[$0..<min($0 + size, windows.count)])
    }
  }

  package func forecast(after windows: [[Double]], steps: Int) -> [[Double]] {
    let groups = Self.groups(of: windows.map { $0.map(scaled) }, Self.windowsTogether)
    let results = PerWorker(count: groups.count, initial: [[Float]]())
    updater.workers.forEach(groups.count) { [network = updater.model] compute, index in
      results[index] = network.forecast(after: groups[index], steps: steps, compute)
    }
    return results.reduce([]) { $0 += $1 }.map { $0.map { Double($0) * deviation + mean } }
  }
}
