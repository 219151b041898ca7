import NeuralNetwork
import TestSupport
import Testing

@testable import Seq2Seq

/// Trainings on a corpus with noise, which is left out.
@Suite struct NoiseTrainingTests {
  private static let noise = [
    ("The mill burns at night.", "The mill burns at night."),
    ("They left yesterday.", "Они уехали вчера вечером."),
    ("<p><b>Boats</b> <i>for</i> <u>sale</u></p>", "Bateaux à vendre"),
  ]
  /// The sample's pairs with noise between them.
  private static let noisy =
    noise.prefix(1) + TrainingSample.pairs.prefix(3) + noise.dropFirst()
    + TrainingSample.pairs.dropFirst(3)

  private func sample(
    _ pairs: [(String, String)], validation: [(String, String)]? = TrainingSample.pairs
  ) throws -> TrainingSample {
    var sample = try TrainingSample(pairs)
    sample.input.validation = validation.map { InMemoryPairs($0) }
    sample.options.precision = .float32
    sample.options.noiseRules = nil
    return sample
  }

  private func trained(_ sample: TrainingSample) throws -> [[UInt8]] {
    try sample.train()
    return try ["model.safetensors", "checkpoint.safetensors", "metrics.jsonl"].map {
      try sample.bytes($0)
    }
  }

  /// Not a byte depends on what is left out, nor on whether the pairs can be read twice.
  @Test(arguments: [true, false])
  func theModelIsThatOfTheOtherPairs(isSplit: Bool) throws {
    let validation = isSplit ? nil : TrainingSample.pairs
    let expected = try trained(sample(TrainingSample.pairs, validation: validation))
    #expect(try trained(sample(Array(Self.noisy), validation: validation)) == expected)
    var piped = try sample([], validation: validation)
    var once = MadeUpPairs(MadeUpPairs.findings(Array(Self.noisy)))
    once.isRepeatable = false
    piped.input.pairs = once
    piped.input.languages = LanguagePair(source: "", target: "")
    #expect(try trained(piped) == expected)
    #expect(once.begun.count == 1)
  }

  @Test func reportsSayWhatIsLeftOut() throws {
    let sample = try sample(Array(Self.noisy))
    let trainer = try Trainer(
      sample.input, sample.options, output: sample.directory.file("model"))
    #expect(trainer.summary.trainingPairs == TrainingSample.pairs.count)
    #expect(
      trainer.corpusReports[0].description
        == "3 of 11 lines left out: 1 of markup (line 6), 1 with the same text on both sides (line 1), "
        + "1 in another script (line 5)")
  }

  @Test func allCanBeKept() throws {
    var sample = try sample(Array(Self.noisy))
    sample.options.noiseRules = .keepingAll
    let corpus = try TrainingCorpus(sample.input, sample.options)
    #expect(corpus.training.count == Self.noisy.count)
    #expect(corpus.checks[0].noise.map(\.kind) == [.markup, .copied, .otherScript])
  }

  /// Scores must be comparable, so nothing that is given to validate on is left out.
  @Test func validationPairsAreOnlyCounted() throws {
    let sample = try sample(TrainingSample.pairs, validation: Array(Self.noisy))
    let corpus = try TrainingCorpus(sample.input, sample.options)
    #expect(corpus.validation.count == Self.noisy.count)
    #expect(corpus.checks[1].noise.map(\.found.count) == [1, 1, 1])
    #expect(corpus.checks[1].report.pairs == Self.noisy.count)
  }

  // MARK: - Resuming

  /// A training of a version that left nothing out is resumed with all pairs.
  @Test func earlierTrainingsKeepTheirNoise() throws {
    var sample = try sample(Array(Self.noisy))
    sample.options.noiseRules = .keepingAll
    try sample.train(stopAfter: 2)
    let path = sample.directory.file("model/checkpoint.safetensors")
    #expect(try SafeTensorsFile(path: path).metadata["options"]?.contains("noise") == false)
    sample.options.noiseRules = nil
    try sample.train(.resume)
    sample.options.noiseRules = .keepingAll
    try sample.train(in: "whole")
    let model = "model.safetensors"
    #expect(try sample.bytes(model) == sample.bytes(model, in: "whole"))
  }

  @Test func trainingsResumeWithTheirRules() throws {
    var sample = try sample(Array(Self.noisy))
    try sample.train(stopAfter: 2)
    try sample.train(.resume, stopAfter: 1)
    sample.options.noiseRules = .keepingAll
    #expect(try #require(try sample.failure(.resume)).contains("another corpus"))
    // Without noise the corpus is the same, but not the option.
    var clean = try self.sample(TrainingSample.pairs)
    try clean.train(stopAfter: 2)
    clean.options.noiseRules = .keepingAll
    #expect(try #require(try clean.failure(.resume)).contains("noise left out was more than 5"))
  }
}
