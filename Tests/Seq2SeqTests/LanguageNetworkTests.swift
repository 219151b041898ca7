import NeuralNetwork
import Platform
import TestSupport
import Testing

@testable import Seq2Seq

/// Loss and gradient of the language model against double precision, and its windows against the whole.
@Suite struct LanguageNetworkTests {
  private static let tokens: [Int32] = [2, 5, 3, 6, 6, 4, 2, 3, 5, 4, 6, 2, 4]

  private func network(
    _ cell: ModelOptions.Cell = .gru, layers: Int = 2, isTied: Bool = true
  ) -> LanguageNetwork {
    var shape = LanguageShape()
    (shape.vocabulary, shape.units, shape.layers) = (7, 4, layers)
    (shape.cell, shape.isTied) = (cell, isTied)
    return LanguageNetwork(shape)
  }

  private func updater(
    _ network: LanguageNetwork, threads: Int = 1
  ) -> ParallelUpdater<LanguageNetwork> {
    let store = ParameterStore(layout: network.layout, purpose: .training)
    var generator = TestSupport.SeededGenerator(seed: 9)
    store.values.floats.copy(from: generator.floats(network.layout.size, scale: 0.8))
    let updater = ParallelUpdater(
      model: network, store: store,
      optimizer: GradientDescent(size: network.layout.size, momentum: 0), threads: threads)
    updater.workers.repack()
    return updater
  }

  /// -log p of all tokens but the first, whose gradients go no further back than `start`.
  private func loss(_ tokens: [Int32], _ parameters: DoubleParameters, layers: Int) -> Double {
    let table = parameters.matrix("embedding.weight")
    var inputs = tokens.dropLast().map { table[Int($0)] }
    for layer in 0..<layers {
      let cell = parameters.cell("rnn", suffix: "l\(layer)")
      inputs = DoubleLayers.recurrence(inputs, initial: cell.zeroState, cell).map(\.output)
    }
    let bias = parameters.vector("output.bias")
    return zip(inputs, tokens.dropFirst()).reduce(0) { sum, place in
      let logits = DoubleLayers.linear(place.0, table, bias)
      return sum + logSum(logits) - logits[Int(place.1)]
    }
  }

  private func logSum(_ logits: [Double]) -> Double {
    let most = logits.max() ?? 0
    return most + logarithm(logits.reduce(0) { $0 + exponential($1 - most) })
  }

  @Test(arguments: [1, 2])
  func lossAndGradientAreThoseOfTheTwin(threads: Int) {
    let network = network()
    let updater = updater(network, threads: threads)
    let parameters = DoubleParameters(updater.store)
    let texts = [Self.tokens, Array(Self.tokens.prefix(6)), Array(Self.tokens.suffix(9))]
    let count = Double(texts.reduce(0) { $0 + $1.count - 1 })
    func expected(_ parameters: DoubleParameters) -> Double {
      texts.reduce(0) { $0 + loss($1, parameters, layers: 2) }
    }
    let slopes = numericalGradient(at: parameters.values) { values in
      expected(DoubleParameters(layout: network.layout, values: values)) / count
    }
    var options = ParallelUpdater<LanguageNetwork>.Options(loss: .init())
    options.clipNorm = .infinity
    let report = updater.update(
      texts.map { LanguageWindow($0[...]) }, rate: 0, seed: 1, options)
    let sum = expected(parameters)
    #expect(report.loss.tokens == Int(count) && abs(report.loss.nll - sum) < 1e-4 * sum)
    for parameter in network.layout.parameters {
      let range = parameter.offset..<parameter.offset + parameter.count
      let found = parameter.vector(in: updater.gradient).values
      #expect(
        errorInBounds(found, Array(slopes[range]), absolute: 1e-5, relative: 1e-4) <= 1,
        "\(parameter.name)")
    }
  }

  /// Windows that pass on their state give the loss of the text as a whole, for each cell.
  @Test(arguments: ModelOptions.Cell.allCases)
  func carriedWindowsAreTheWhole(_ cell: ModelOptions.Cell) {
    let updater = updater(network(cell, isTied: false), threads: 2)
    let text = Self.tokens
    let whole = updater.loss([[LanguageWindow(text[...])]], .init())
    let carried = CarriedState()
    var (sum, apart) = (LossSum(), LossSum())
    for start in stride(from: 0, to: text.count - 1, by: 5) {
      let end = min(start + 5, text.count - 1)
      sum += updater.loss([[LanguageWindow(text[start...end], carried: carried)]], .init())
      apart += updater.loss([[LanguageWindow(text[start...end])]], .init())
    }
    #expect(sum.tokens == 12 && abs(sum.nll - whole.nll) < 1e-4, "\(sum) \(whole)")
    #expect(abs(apart.nll - whole.nll) > 1e-3)
  }

  @Test(arguments: LanguagePartition.Order.allCases)
  func windowsCoverTheText(_ order: LanguagePartition.Order) {
    var partition = LanguagePartition()
    (partition.order, partition.batch, partition.steps) = (order, 3, 4)
    for (tokens, epoch) in [(50, 0), (50, 1), (6, 0), (2, 5), (41, 7)] {
      let updates = partition.updates(tokens: tokens, epoch: epoch, seed: 3)
      let ranges = updates.joined()
      #expect(!ranges.isEmpty)
      var seen = Set<Int>()
      for range in ranges {
        #expect(range.lowerBound >= 0 && range.upperBound < tokens && (1...4).contains(range.count))
        for place in range { #expect(seen.insert(place).inserted) }
      }
      // At most the beginning, and a rest, are left out.
      #expect(seen.count >= tokens - 1 - 2 * 4, "\(tokens)")
      #expect(updates == partition.updates(tokens: tokens, epoch: epoch, seed: 3))
      guard order == .sequential else { continue }
      for (update, next) in zip(updates, updates.dropFirst()) {
        #expect(update.map(\.upperBound) == next.map(\.lowerBound))
      }
    }
    let epochs = (0..<6).map { partition.updates(tokens: 50, epoch: $0, seed: 3) }
    #expect(Set(epochs).count > 1)
  }
}
