import NeuralNetwork
import TestSupport
import Testing

@testable import Seq2Seq

/// The updater trains anything with a loss and a gradient: here a model that it was not made for.
@Suite struct TrainableTests {
  private let model = LinearModel(width: 3)

  /// Examples of a law that the model can learn.
  private func examples(_ count: Int) -> [LinearModel.Example] {
    var generator = TestSupport.SeededGenerator(seed: 7)
    return (0..<count).map { _ in
      let input = (0..<3).map { _ in Float.random(in: -1...1, using: &generator) }
      return .init(input: input, target: 2 * input[0] - input[1] + 0.5)
    }
  }

  private func makeUpdater(
    threads: Int, _ collective: any Collective = SingleProcess()
  ) -> ParallelUpdater<LinearModel> {
    let store = ParameterStore(layout: model.layout, purpose: .training)
    var generator = TestSupport.SeededGenerator(seed: 3)
    store.initialize(using: &generator)
    return ParallelUpdater(
      model: model, store: store,
      optimizer: GradientDescent(size: model.layout.size, momentum: 0), threads: threads,
      collective: collective)
  }

  private func options() -> ParallelUpdater<LinearModel>.Options {
    var options = ParallelUpdater<LinearModel>.Options(loss: ())
    options.clipNorm = .infinity
    return options
  }

  private func plain(_ updater: ParallelUpdater<LinearModel>) -> PlainLinearModel {
    let values = model.layout.parameters.map { parameter in
      parameter.vector(in: updater.store.values).map(Double.init)
    }
    return PlainLinearModel(weights: values[0], bias: values[1][0])
  }

  /// Also in parts: a worker may compute only the outputs of one example at once.
  @Test(arguments: [1, 3], [1, 6_000_000])
  func anotherModelIsTrainedAsItsPlainTwin(threads: Int, mostOutputs: Int) {
    let updater = makeUpdater(threads: threads)
    updater.mostOutputs = mostOutputs
    var twin = plain(updater)
    let all = examples(17)
    let first = updater.loss([all], ()).smoothed
    for _ in 0..<60 {
      let expected = twin.loss(of: all)
      let report = updater.update(all, rate: 0.5, seed: 1, options())
      let norm = twin.update(all, rate: 0.5)
      #expect(report.loss.tokens == all.count)
      #expect(abs(report.loss.smoothed - expected) < 1e-4 * first)
      #expect(abs(Double(report.norm) - norm) < 1e-4)
    }
    let result = plain(updater)
    for (a, b) in zip(result.weights + [result.bias], twin.weights + [twin.bias]) {
      #expect(abs(a - b) < 1e-4)
    }
    #expect(updater.loss([all], ()).smoothed < first / 100)
  }

  /// Any number of processes may share a batch, even one with fewer examples than processes.
  @Test(arguments: [2, 3], [17, 2, 1])
  func processesTrainAnotherModelTogether(ranks: Int, count: Int) {
    let all = examples(count)
    let alone = makeUpdater(threads: 1)
    for _ in 0..<9 { _ = alone.update(all, rate: 0.5, seed: 1, options()) }
    let values = RankGroup.run(ranks) { collective in
      let updater = makeUpdater(threads: 1, collective)
      let share = stride(from: collective.rank, to: count, by: ranks).map { all[$0] }
      for _ in 0..<9 { _ = updater.update(share, rate: 0.5, seed: 1, options()) }
      return Array(updater.store.values.floats)
    }
    #expect(values.count == ranks)
    for other in values.dropFirst() { #expect(other == values[0]) }
    let expected = alone.store.values.floats.map(Double.init)
    #expect(errorInBounds(values[0], expected, absolute: 1e-5, relative: 1e-5) <= 1)
  }
}
