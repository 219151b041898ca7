import NeuralNetwork
import TestSupport
import Testing

@testable import Seq2Seq

/// The moving average of the weights: its definition, and that it is validated and saved.
@Suite struct TrainingAverageTests {
  private let pairs = zip(
    SearchSample.sentences(9), SearchSample.sentences(10, words: 14).dropFirst()
  ).map { EncodedPair(source: $0, target: $1) }

  private func makeUpdater(threads: Int, decay: Float?) -> ParallelUpdater<Network> {
    let network = Network(SearchSample.small())
    let store = ParameterStore(layout: network.layout, purpose: .training)
    var generator = TestSupport.SeededGenerator(seed: 3)
    store.initialize(using: &generator)
    let updater = ParallelUpdater(
      model: network, store: store,
      optimizer: Adam(size: network.layout.size, options: AdamOptions()), threads: threads)
    updater.average = decay.map { WeightAverage(of: store.values, decay: $0) }
    return updater
  }

  /// a_t = d_t a_{t−1} + (1 − d_t) w_t with d_t = min(decay, (1 + t) / (10 + t)); at 0.5 the decay counts
  /// from the eighth update on.
  @Test(arguments: [Float(0), 0.5, 0.999], [1, 3])
  func followsTheWeights(decay: Float, threads: Int) throws {
    let updater = makeUpdater(threads: threads, decay: decay)
    let average = try #require(updater.average)
    var expected = updater.store.values.floats.map(Double.init)
    for step in 1...12 {
      _ = updater.update(pairs, rate: 0.01, seed: 1, .init())
      let kept = min(Double(decay), Double(1 + step) / Double(10 + step))
      expected = zip(expected, updater.store.values.floats).map {
        kept * $0 + (1 - kept) * Double($1)
      }
      #expect(errorInBounds(Array(average.values.floats), expected, absolute: 1e-6) <= 1)
    }
  }

  /// The average does not affect the weights themselves, which are restored after it was used.
  @Test func changesNoUpdate() {
    let (plain, averaged) = (
      makeUpdater(threads: 2, decay: nil), makeUpdater(threads: 2, decay: 0.9)
    )
    for _ in 1...4 {
      _ = plain.update(pairs, rate: 0.01, seed: 1, .init())
      _ = averaged.update(pairs, rate: 0.01, seed: 1, .init())
      let loss = averaged.withAverage { averaged.loss([pairs]) }
      #expect(loss != plain.loss([pairs]))
      #expect(averaged.loss([pairs]) == plain.loss([pairs]))
    }
    #expect(averaged.store.values.floats.elementsEqual(plain.store.values.floats))
    #expect(plain.withAverage { plain.loss([pairs]) } == plain.loss([pairs]))
  }

  /// The saved model has the loss that the validation reported, which is not that of the weights.
  @Test func isWhatIsValidatedAndSaved() throws {
    var sample = try TrainingSample()
    sample.options.averageDecay = 0.8
    sample.options.criterion = .loss
    sample.options.precision = .float32
    sample.options.learningRate = 0.01
    var reports: [ValidationReport] = []
    try sample.train { if case .validated(let report) = $0 { reports.append(report) } }
    let best = try #require(reports.last { $0.isBest })
    let scores = Translator(try sample.model(), threads: 1).score(TrainingSample.pairs)
    let tokens = scores.flatMap(\.tokenLogProbabilities).map(Double.init)
    let loss = -tokens.reduce(0, +) / Double(tokens.count)
    #expect(abs(loss - best.loss) < 1e-5 * loss)

    sample.options.averageDecay = nil
    reports = []
    try sample.train(in: "plain") { if case .validated(let report) = $0 { reports.append(report) } }
    #expect(abs(reports[0].loss - best.loss) > 1e-3)
  }

  /// A training that ends before any validation saves the average, too.
  @Test func isSavedWithoutAValidation() throws {
    var sample = try TrainingSample()
    sample.options.averageDecay = 0.8
    sample.options.maximumUpdates = 2
    try sample.train()
    let checkpoint = try SafeTensorsFile(
      path: sample.directory.file("model/checkpoint.safetensors"))
    let model = try SafeTensorsFile(path: sample.directory.file("model/model.safetensors"))
    for tensor in model.tensors where tensor.element == .float32 {
      let average = try #require(checkpoint["average." + tensor.name])
      let saved = tensor.withUnsafeBytes { bytes in [UInt8](bytes) }
      #expect(average.withUnsafeBytes { bytes in [UInt8](bytes) } == saved)
    }
  }
}
