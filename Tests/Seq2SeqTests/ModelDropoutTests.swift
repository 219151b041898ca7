import NeuralNetwork
import TestSupport
import Testing

@testable import Seq2Seq

/// Dropout of tokens and of states, and all kinds of dropout together with attention.
///
/// The gradients without attention are in ``ModelGradientTests``.
@Suite struct ModelDropoutTests {
  private func compute(seed: UInt64 = 99) -> ComputeState {
    let compute = ComputeState(store: ParameterStore(layout: .init(), purpose: .training))
    compute.dropoutSeed = seed
    return compute
  }

  private func rates(_ change: (inout ModelDropouts.Rates) -> Void) -> ModelDropouts {
    var rates = ModelDropouts.Rates()
    change(&rates)
    return ModelDropouts(rates)
  }

  /// One rate for all places without a rate of their own.
  @Test func ratesFollowFromTheOptions() {
    var options = TrainingOptions()
    options.dropout = 0.1
    func rates() -> ModelDropouts.Rates {
      TrainingPlan(options, pairs: 100, bytes: 1000, cores: 1).dropoutRates
    }
    #expect(rates() == ModelDropouts.Rates(0.1))
    options.embeddingDropout = 0.2
    options.layerDropout = 0.3
    options.readoutDropout = 0
    options.recurrentDropout = 0.4
    options.wordDropout = 0.5
    var expected = ModelDropouts.Rates()
    expected.embedding = 0.2
    expected.betweenLayers = 0.3
    expected.recurrent = 0.4
    expected.word = 0.5
    #expect(rates() == expected)
  }

  /// A dropped token is zeros; the others stay as they were and are not scaled up.
  @Test func dropsWholeWords() {
    let compute = compute()
    let y = compute.workspace.matrix(4000, 3)
    y.fill(0.75)
    rates { $0.word = 0.3 }.source.apply(to: y, compute)
    let dropped = (0..<y.rows).filter { y.row($0).allSatisfy { $0 == 0 } }
    let kept = (0..<y.rows).filter { y.row($0).allSatisfy { $0 == 0.75 } }
    #expect(dropped.count + kept.count == y.rows)
    // Three standard deviations of the binomial distribution are 87.
    #expect(abs(dropped.count - 1200) < 87)
  }

  /// Same seed, same mask; another seed, place, layer or direction, another mask.
  @Test func everyPlaceHasMasksOfItsOwn() {
    let all = ModelDropouts(
      {
        var rates = ModelDropouts.Rates(0.5)
        rates.recurrent = 0.5
        return rates
      }())
    let words = rates { $0.word = 0.5 }
    func masks(seed: UInt64) -> [[Float]] {
      let compute = compute(seed: seed)
      let places: [(Matrix, ComputeState) -> Void] =
        [all.source.apply, all.target.apply, words.source.apply, words.target.apply]
        + [all.readout.apply]
        + (1..<4).flatMap {
          [all.encoder.input(ofLayer: $0).apply, all.decoder.input(ofLayer: $0).apply]
        }
        + (0..<4).flatMap { layer in
          [
            all.encoder.state(ofLayer: layer, direction: 0).apply,
            all.encoder.state(ofLayer: layer, direction: 1).apply,
            all.decoder.state(ofLayer: layer, direction: 0).apply,
          ]
        }
      return places.map { apply in
        let y = compute.workspace.matrix(100, 2)
        y.fill(1)
        apply(y, compute)
        return y.values
      }
    }
    let first = masks(seed: 1)
    #expect(first == masks(seed: 1))
    #expect(Set(first + masks(seed: 2)).count == 2 * first.count)
  }

  @Test(
    arguments: [ModelOptions.Attention.none, .additive, .dot, .general], [1, 2])
  func gradientIsThatOfTheLoss(attention: ModelOptions.Attention, layers: Int) {
    var configuration = ModelConfiguration(
      sourceVocabulary: 6, targetVocabulary: 7, embedding: 4, encoderHidden: 6, decoderHidden: 6)
    configuration.encoderLayers = layers
    configuration.decoderLayers = layers
    configuration.attention = attention
    let network = Network(configuration)
    let store = ParameterStore(layout: network.layout, purpose: .training)
    var generator = TestSupport.SeededGenerator(seed: 5)
    for parameter in network.layout.parameters {
      store.vector(parameter).copy(
        from: generator.floats(parameter.count, scale: 0.7))
    }
    let compute = ComputeState(store: store)
    compute.dropoutSeed = 3
    var options = Network.LossOptions()
    var rates = ModelDropouts.Rates(0.2)
    rates.recurrent = 0.4
    rates.word = 0.2
    options.dropouts = ModelDropouts(rates)
    let shard = Shard([
      EncodedPair(source: [3, 4, 5, 3], target: [6, 4]), EncodedPair(source: [5], target: []),
      EncodedPair(source: [4, 4], target: [3, 5, 5]),
    ])
    func loss() -> Double {
      compute.reset()
      store.repack()
      return network.lossAndGradient(shard, options, compute).smoothed
    }
    _ = loss()
    let gradient = AlignedBuffer(count: network.layout.size)
    WeightGradients.compute(
      [compute.tasks], layout: network.layout, into: gradient, worker: 0, of: 1,
      products: compute.products, workspace: compute.workspace)
    // The slope along a random direction in each parameter; the losses are single precision.
    let step: Float = 0.002
    for parameter in network.layout.parameters {
      let values = store.vector(parameter)
      let start = (0..<parameter.count).map { values[$0] }
      let direction = generator.floats(parameter.count)
      func lossAfter(_ step: Float) -> Double {
        for index in start.indices { values[index] = start[index] + step * direction[index] }
        return loss()
      }
      let numerical = (lossAfter(step) - lossAfter(-step)) / (2 * Double(step))
      _ = lossAfter(0)
      let analytic = direction.enumerated().reduce(0) { sum, element in
        sum + Double(element.element * parameter.vector(in: gradient)[element.offset])
      }
      #expect(
        abs(numerical - analytic) < 2e-3 + 2e-3 * abs(analytic),
        "\(parameter.name): \(analytic) instead of \(numerical)")
    }
  }
}
