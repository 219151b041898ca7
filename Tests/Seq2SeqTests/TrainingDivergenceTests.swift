import Testing

@testable import Seq2Seq
import TestSupport

/// A loss that is not finite: rollbacks to the last good state at half the rate, then a clear error.
@Suite struct TrainingDivergenceTests {
  /// No file that training leaves may contain a NaN, or a model that computes one.
  private func expectFinite(_ sample: TrainingSample) throws {
    for name in ["model.safetensors", "checkpoint.safetensors"]
    where try names(in: sample.directory.file("model")).contains(name) {
      let file = try SafeTensorsFile(path: sample.directory.file("model/\(name)"))
      for tensor in file.tensors where tensor.element == .float32 {
        let isFinite = tensor.withUnsafeBytes { bytes in
          bytes.bindMemory(to: Float.self).allSatisfy(\.isFinite)
        }
        #expect(isFinite, "\(name): \(tensor.name)")
      }
    }
    if try names(in: sample.directory.file("model")).contains("model.safetensors") {
      let score = Translator(try sample.model(), threads: 1).score([TrainingSample.pairs[0]])[0]
      #expect(score.logProbability.isFinite)
    }
  }

  /// Weights overflow within a few updates, even though gates saturate.
  @Test(arguments: [Float(1e38), 3e38], [1, 2, 100])
  func absurdRatesEndInAClearError(rate: Float, validationInterval: Int) throws {
    try expectAClearError(rate, validationInterval, averageDecay: nil)
    try expectAClearError(rate, validationInterval, averageDecay: 0.9)
  }

  private func expectAClearError(
    _ rate: Float, _ validationInterval: Int, averageDecay: Float?
  ) throws {
    var sample = try TrainingSample()
    sample.options.averageDecay = averageDecay
    sample.options.learningRate = rate
    sample.options.warmup = 1
    sample.options.maximumEpochs = 40
    sample.options.patience = 1000
    sample.options.validationInterval = validationInterval
    var rollbacks = 0
    do {
      try sample.train { if case .rolledBack = $0 { rollbacks += 1 } }
      Issue.record("a learning rate of \(rate) went well")
    } catch let error as TrainingError {
      #expect(error.description.contains("not finite"))
    }
    #expect(rollbacks == 5)
    try expectFinite(sample)
  }

  /// Rates that are much too high, but not absurd, may end either way, but never with a broken model.
  @Test(arguments: [Float(1), 30, 1000, 1e6, 1e10, 1e20, 1e30], [nil, 0.9] as [Float?])
  func highRatesLeaveNoBrokenModel(rate: Float, averageDecay: Float?) throws {
    var sample = try TrainingSample()
    sample.options.averageDecay = averageDecay
    sample.options.learningRate = rate
    sample.options.warmup = 1
    sample.options.maximumEpochs = 6
    sample.options.validationInterval = 2
    do { try sample.train() } catch is TrainingError {}
    try expectFinite(sample)
  }

  /// The last update before the end, or before an interruption, may be the one that breaks the model.
  @Test(arguments: 1...6, [nil, 0.9] as [Float?])
  func brokenByTheLastUpdate(updates: Int, averageDecay: Float?) throws {
    var sample = try TrainingSample()
    sample.options.averageDecay = averageDecay
    sample.options.learningRate = 2e38
    sample.options.warmup = 1
    sample.options.validationInterval = 100
    do { try sample.train(stopAfter: updates) } catch is TrainingError {}
    try expectFinite(sample)
    sample.options.maximumUpdates = updates
    // The training continues after its end if it had to be rolled back.
    do { #expect(try sample.train(.fresh).updates == updates) } catch is TrainingError {}
    try expectFinite(sample)
  }
}
