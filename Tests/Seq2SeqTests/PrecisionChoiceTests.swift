import NeuralNetwork
import Platform
import TestSupport
import Testing

@testable import Seq2Seq

/// Which precision a training computes in.
@Suite struct PrecisionChoiceTests {
  private func plan(_ precision: Precision?) -> TrainingPlan {
    var options = TrainingOptions()
    options.precision = precision
    return TrainingPlan(options, pairs: 1_000, bytes: 100_000, cores: 1)
  }

  private func network(hidden: Int) -> Network {
    var configuration = ModelConfiguration(sourceVocabulary: 900, targetVocabulary: 900)
    configuration.embedding = hidden
    configuration.encoderHidden = hidden
    configuration.decoderHidden = hidden
    return Network(configuration)
  }

  @Test(arguments: [Precision.float32, .bfloat16])
  func theOptionDecides(_ precision: Precision) {
    var plan = plan(precision)
    plan.choosePrecision(for: network(hidden: 64), resuming: .float32, SingleProcess())
    #expect(plan.precision == precision)
    #expect(plan.bfloat16Speed == nil)
  }

  @Test(arguments: [Precision.float32, .bfloat16])
  func aTrainingIsResumedInItsPrecision(_ saved: Precision) {
    var plan = plan(nil)
    plan.choosePrecision(for: network(hidden: 64), resuming: saved, SingleProcess())
    #expect(plan.precision == saved)
    #expect(plan.bfloat16Speed == nil)
  }

  @Test func otherwiseTheFasterOneIsChosen() throws {
    var plan = plan(nil)
    plan.choosePrecision(for: network(hidden: 64), resuming: nil, SingleProcess())
    guard Precision.bfloat16.hasUnits else {
      #expect(plan.precision == .float32 && plan.bfloat16Speed == nil)
      return
    }
    let speed = try #require(plan.bfloat16Speed)
    #expect(plan.precision == (speed >= 1.1 ? .bfloat16 : .float32))
  }

  /// A measurement would be noise, and there is no time to gain.
  @Test func smallNetworksAreTrainedInSinglePrecision() {
    var plan = plan(nil)
    plan.choosePrecision(for: network(hidden: 4), resuming: nil, SingleProcess())
    #expect(plan.precision == .float32)
    #expect(plan.bfloat16Speed == nil)
  }

  /// A model to translate with: as quantized if it can be, in bfloat16 if it is large and that is faster.
  @Test func modelsTranslateInWhatIsFaster() throws {
    let sample = try TrainingSample()
    try sample.train()
    let model = try sample.model()
    #expect(model.suitablePrecision == .float32)
    #expect(model.quantized().suitablePrecision == (Precision.int8.hasUnits ? .int8 : .float32))
    #expect(model.makeStore(.bfloat16).precision == .bfloat16)
    let network = network(hidden: 700)
    let large = TranslationModel(
      network: network, values: AlignedBuffer(count: network.layout.size),
      sourceTokenizer: model.sourceTokenizer, targetTokenizer: model.targetTokenizer)
    #expect(large.parameterCount > 4_000_000)
    let isFaster = PrecisionProbe.translatesFasterInBFloat16
    #expect(!isFaster || Precision.bfloat16.hasUnits)
    #expect(large.suitablePrecision == (isFaster ? .bfloat16 : .float32))
  }

  @Test func processesChooseTogether() {
    let chosen = RankGroup.run(3) { collective in
      var plan = plan(nil)
      plan.choosePrecision(for: network(hidden: 64), resuming: nil, collective)
      return "\(plan.precision) \(String(describing: plan.bfloat16Speed))"
    }
    #expect(Set(chosen).count == 1)
  }

  /// One process of two, with a processor of its own; counts how often it is told what the first one measures.
  private struct Listener: Collective {
    let rank: Int
    let told = Monitor(0)
    var size: Int { 2 }

    func broadcast(_ number: Double) -> Double {
      told.use { $0 += 1 }
      return rank == 0 ? number : 4
    }

    func broadcast(_ numbers: Vector<Float>) {}
    func beginSum(_ numbers: Vector<Float>, in precision: Precision) {}
    func beginShare(_ numbers: Vector<Float>) {}
    func advance() {}
    func finishExchanges() {}
    func collectSlices(_ numbers: Vector<Float>, into all: Vector<Float>) {}
    func sum(_ numbers: inout [Double]) {}
    func sum(_ count: Int) -> Int { count }
    func gather(_ bytes: [UInt8]) -> [[UInt8]] { [bytes, bytes] }
  }

  /// Otherwise processes on different processors would wait for each other, or choose differently.
  @Test(arguments: [0, 1], [4, 64])
  func whetherToMeasureIsTheFirstProcessDecision(rank: Int, hidden: Int) {
    let listener = Listener(rank: rank)
    var plan = plan(nil)
    plan.choosePrecision(for: network(hidden: hidden), resuming: nil, listener)
    #expect(listener.told.use { $0 } == 1)
    if rank == 1 {
      #expect(plan.precision == .bfloat16)
      #expect(plan.bfloat16Speed == 4)
    }
  }

  /// The checkpoint, not the processor, decides when a training is resumed without the option.
  @Test func theCheckpointKeepsThePrecision() throws {
    var sample = try TrainingSample()
    sample.options.precision = .bfloat16
    try sample.train(stopAfter: 2)
    sample.options.precision = nil
    let directory = try TrainingDirectory(sample.directory.file("model"), .resume)
    #expect(directory.saved?.precision == .bfloat16)
    let trainer = try Trainer(sample.input, sample.options, in: directory)
    #expect(trainer.summary.plan.precision == .bfloat16)
  }
}
