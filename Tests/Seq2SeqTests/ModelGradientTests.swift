import NeuralNetwork
import TestSupport
import Testing

@testable import Seq2Seq

/// The gradient of the whole model against central differences of its twin in double precision.
///
/// Every parameter is checked, each within 1e-5 + 1e-4 of its own size.
@Suite struct ModelGradientTests {
  struct Case: Sendable, CustomStringConvertible {
    var pooling = ModelOptions.Pooling.last
    var readout = ModelOptions.Readout.tied
    var layers = (encoder: 1, decoder: 1)
    var isBidirectional = true
    var smoothing: Float = 0
    var dropout: Float = 0
    var recurrent: Float = 0
    var word: Float = 0
    var cell = ModelOptions.Cell.gru
    var isResidual = false
    var isNormalized = false
    var isShared = false
    var consistency: Float = 0
    var hasContextInReadout = true
    /// With a sample of the output layer: whether it is corrected.
    var sampleIsCorrected: Bool?

    var description: String {
      "\(pooling) \(readout) \(layers) both \(isBidirectional) \(smoothing) \(dropout) "
        + "\(recurrent) \(word) "
        + "R-Drop \(consistency) c \(hasContextInReadout) \(cell) residual \(isResidual) norm \(isNormalized) shared \(isShared) "
        + "sample corrected \(sampleIsCorrected.map { "\($0)" } ?? "none")"
    }

    var configuration: ModelConfiguration {
      var configuration = ModelConfiguration(
        sourceVocabulary: isShared ? vocabulary : 6, targetVocabulary: vocabulary, embedding: 3,
        encoderHidden: 4, decoderHidden: 3)
      configuration.encoderLayers = layers.encoder
      configuration.decoderLayers = layers.decoder
      configuration.isBidirectional = isBidirectional
      configuration.cell = cell
      configuration.pooling = pooling
      configuration.readout = readout
      configuration.hasResidualConnections = isResidual
      configuration.hasLayerNormalization = isNormalized
      configuration.hasSharedEmbedding = isShared
      configuration.hasContextInReadout = hasContextInReadout
      return configuration
    }

    /// A sample has to leave out some tokens.
    private var vocabulary: Int { sampleIsCorrected == nil ? 7 : 48 }

    /// Draws eight or more tokens beside a few frequent ones and translations.
    var outputSample: OutputSample? {
      guard let sampleIsCorrected else { return nil }
      let translations = (0..<configuration.sourceVocabulary * Shortlist.width).map {
        $0 % Shortlist.width < 2 ? Int32($0 % 9) : -1
      }
      return OutputSample(
        Shortlist(translations: translations, frequent: [30, 9]), count: 8,
        isCorrected: sampleIsCorrected)
    }

    var dropouts: ModelDropouts {
      var rates = ModelDropouts.Rates(dropout)
      rates.recurrent = recurrent
      rates.word = word
      return ModelDropouts(rates)
    }

    func twin(_ batch: Int) throws -> DoubleNetwork {
      var twin = DoubleNetwork()
      twin.encoderLayers = layers.encoder
      twin.decoderLayers = layers.decoder
      twin.isBidirectional = isBidirectional
      twin.pooling = try #require(DoubleLayers.Pooling(rawValue: pooling.rawValue))
      twin.readout = try #require(DoubleNetwork.Readout(rawValue: readout.rawValue))
      twin.cell = try #require(DoubleLayers.CellKind(rawValue: cell.rawValue))
      twin.isResidual = isResidual
      twin.hasContextInReadout = hasContextInReadout
      twin.smoothing = Double(smoothing)
      twin.consistency = Double(consistency)
      twin.batch = batch
      return twin
    }
  }

  static let cases = [
    Case(), Case(pooling: .mean, readout: .untied), Case(pooling: .max, readout: .none),
    Case(layers: (2, 2), smoothing: 0.2),
    Case(pooling: .mean, readout: .none, layers: (2, 1), isBidirectional: false, dropout: 0.4),
    Case(pooling: .max, readout: .untied, layers: (1, 2), smoothing: 0.1, dropout: 0.3),
    Case(readout: .tied, layers: (2, 2), dropout: 0.5),
    Case(recurrent: 0.4), Case(word: 0.4), Case(layers: (2, 2), recurrent: 0.5),
    Case(pooling: .mean, isBidirectional: false, dropout: 0.2, recurrent: 0.3, word: 0.3),
    Case(cell: .lstm), Case(pooling: .mean, layers: (2, 2), dropout: 0.3, cell: .lstm),
    Case(layers: (2, 1), cell: .rnnTanh),
    Case(readout: .untied, isBidirectional: false, cell: .rnnReLU),
    Case(pooling: .max, layers: (3, 3), dropout: 0.3, isResidual: true),
    Case(layers: (2, 2), cell: .lstm, isResidual: true, isNormalized: true),
    Case(layers: (1, 2), isNormalized: true, isShared: true),
    Case(readout: .untied, smoothing: 0.1, dropout: 0.3, isShared: true),
    Case(layers: (2, 2), recurrent: 0.4, cell: .lstm, isResidual: true, isNormalized: true),
    Case(smoothing: 0.1, dropout: 0.4, consistency: 4),
    Case(readout: .untied, layers: (1, 2), recurrent: 0.4, word: 0.2, consistency: 2),
    Case(pooling: .mean, smoothing: 0.1, dropout: 0.3, hasContextInReadout: false),
    Case(smoothing: 0.1, dropout: 0.3, sampleIsCorrected: true),
    Case(readout: .untied, layers: (1, 2), smoothing: 0.2, sampleIsCorrected: false),
    Case(readout: .none, smoothing: 0.1, dropout: 0.3, consistency: 3, sampleIsCorrected: true),
    Case(smoothing: 0.1, dropout: 0.3, isShared: true, consistency: 3, sampleIsCorrected: false),
  ]

  private let pairs = [
    EncodedPair(source: [3, 4, 5, 3], target: [6, 4]), EncodedPair(source: [5], target: []),
    EncodedPair(source: [4, 4], target: [3, 5, 5]),
  ]

  @Test(arguments: cases)
  func gradientEqualsCentralDifferences(_ sample: Case) throws {
    let network = Network(sample.configuration)
    let store = ParameterStore(layout: network.layout, purpose: .training)
    var generator = TestSupport.SeededGenerator(seed: 7)
    for parameter in network.layout.parameters {
      store.vector(parameter).copy(
        from: generator.floats(parameter.count, scale: 0.8))
    }
    store.repack()
    let compute = ComputeState(store: store)
    compute.dropoutSeed = 99
    var options = Network.LossOptions()
    options.smoothing = sample.smoothing
    options.dropouts = sample.dropouts
    options.consistency = sample.consistency
    options.outputSample = sample.outputSample
    let shard = Shard(pairs, twice: sample.consistency > 0)
    let loss = network.lossAndGradient(shard, options, compute)
    let gradient = AlignedBuffer(count: network.layout.size)
    WeightGradients.compute(
      [compute.tasks], layout: network.layout, into: gradient, worker: 0, of: 1,
      products: compute.products, workspace: compute.workspace)

    var twin = try sample.twin(shard.count)
    twin.masks = masks(options.dropouts, sample, shard, compute)
    twin.weights = try weights(sample, shard, compute)
    var point = DoubleParameters(store)
    let expected = twin.loss(twinPairs(sample), point)
    #expect(abs(loss.smoothed - expected) < 1e-5 * expected)
    for parameter in network.layout.parameters {
      let range = parameter.offset..<parameter.offset + parameter.count
      let numerical = numericalGradient(at: Array(point.values[range])) { values in
        let old = point.values[range]
        defer { point.values.replaceSubrange(range, with: old) }
        point.values.replaceSubrange(range, with: values)
        return twin.loss(twinPairs(sample), point)
      }
      let analytic = Array(gradient.floats[range])
      let error = errorInBounds(analytic, numerical, absolute: 1e-5, relative: 1e-4)
      #expect(error <= 1, "\(parameter.name): \(analytic) instead of \(numerical)")
    }
  }

  private func twinPairs(_ sample: Case) -> [DoubleNetwork.Pair] {
    (sample.consistency > 0 ? pairs + pairs : pairs).map { pair in
      let target = pair.target.map(Int.init)
      return DoubleNetwork.Pair(
        source: pair.source.map(Int.init) + [2], shown: [1] + target, wanted: target + [2])
    }
  }

  /// How many tokens each stands for in a sample.
  private func weights(
    _ sample: Case, _ shard: Shard, _ compute: ComputeState
  ) throws -> [Double]? {
    let vocabulary = sample.configuration.targetVocabulary
    guard let sample = sample.outputSample else { return nil }
    let sampled = try #require(
      sample.tokens(for: shard, vocabulary: vocabulary, seed: compute.dropoutSeed))
    var weights = [Double](repeating: 0, count: vocabulary)
    for (place, token) in sampled.tokens.enumerated() {
      weights[Int(token)] = sampled.weights.map { Double($0[place]) } ?? 1
    }
    return weights
  }

  /// What the dropout of each place makes of ones, in the shape that the model applies it to.
  private func masks(
    _ dropouts: ModelDropouts, _ sample: Case, _ shard: Shard, _ compute: ComputeState
  ) -> [DoubleNetwork.Place: [[Double]]] {
    let sizes = sample.configuration
    func mask(
      _ apply: (Matrix, ComputeState) -> Void, _ steps: Int, _ columns: Int
    ) -> [[Double]] {
      let ones = compute.workspace.matrix(steps * shard.count, columns)
      ones.fill(1)
      apply(ones, compute)
      return (0..<ones.rows).map { ones.row($0).map(Double.init) }
    }
    let (sourceSteps, targetSteps) = (shard.source.steps, shard.targetSteps)
    let outputWidth = sizes.readout == .none ? sizes.decoderHidden : sizes.embedding
    var result: [DoubleNetwork.Place: [[Double]]] = [
      .source: mask(dropouts.source.apply, sourceSteps, sizes.embedding),
      .target: mask(dropouts.target.apply, targetSteps, sizes.embedding),
      .readout: mask(dropouts.readout.apply, targetSteps, outputWidth),
    ]
    for layer in 1..<max(sizes.encoderLayers, 2) {
      result[.encoderLayer(layer)] = mask(
        dropouts.encoder.input(ofLayer: layer).apply, sourceSteps, sizes.encoderHidden)
    }
    let directions = sizes.isBidirectional ? 2 : 1
    for layer in 0..<sizes.encoderLayers {
      for direction in 0..<directions {
        result[.encoderState(layer, isReversed: direction == 1)] = mask(
          dropouts.encoder.state(ofLayer: layer, direction: direction).apply, 1,
          sizes.encoderHidden / directions)
      }
    }
    for layer in 0..<sizes.decoderLayers {
      result[.decoderState(layer)] = mask(
        dropouts.decoder.state(ofLayer: layer, direction: 0).apply, 1, sizes.decoderHidden)
    }
    for layer in 1..<max(sizes.decoderLayers, 2) {
      result[.decoderLayer(layer)] = mask(
        dropouts.decoder.input(ofLayer: layer).apply, targetSteps, sizes.decoderHidden)
    }
    return result
  }

  /// A mask drops about as much as its rate says, and keeps the expectation.
  @Test func masksDropTheirShare() {
    let compute = ComputeState(store: ParameterStore(layout: .init(), purpose: .training))
    let dropout = Dropout(rate: 0.3, place: 5)
    let ones = compute.workspace.matrix(100, 100)
    ones.fill(1)
    dropout.apply(to: ones, compute)
    let values = ones.values
    #expect(Set(values).count == 2)
    #expect(abs(Double(values.count { $0 == 0 }) / 10_000 - 0.3) < 0.02)
    #expect(abs(values.reduce(0, +) / 10_000 - 1) < 0.03)
  }
}
