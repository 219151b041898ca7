import Testing

@testable import Seq2Seq
import TestSupport

/// When a training ends, and what the next one in the same directory does.
@Suite struct TrainingCourseTests {
  @Test func endsAfterTheEpochsAskedFor() throws {
    let sample = try TrainingSample()
    var validations = 0
    let result = try sample.train { if case .validated = $0 { validations += 1 } }
    #expect(result.reason == .epochs)
    #expect(result.epochs == 3)
    #expect(result.updates == 9)
    #expect(validations == 3)
  }

  @Test func endsAfterTheUpdatesAskedFor() throws {
    var sample = try TrainingSample()
    sample.options.maximumUpdates = 4
    let result = try sample.train()
    #expect(result.reason == .updates)
    #expect(result.updates == 4)
    #expect(try sample.model().configuration.embedding == 8)
  }

  /// A rate of nearly nothing brings no progress.
  @Test(arguments: [1, 3])
  func endsWhenPatienceDoes(patience: Int) throws {
    var sample = try TrainingSample()
    sample.options.learningRate = 1e-30
    sample.options.maximumEpochs = 100
    sample.options.patience = patience
    var best: [Bool] = []
    var waits: [Int] = []
    let result = try sample.train {
      if case .validated(let report) = $0 {
        best.append(report.isBest)
        waits.append(report.validationsWithoutProgress)
      }
    }
    #expect(result.reason == .patience)
    #expect(best == [true] + [Bool](repeating: false, count: patience))
    #expect(waits == Array(0...patience))
  }

  /// A finished training may be resumed with higher limits, because limits need not be the same.
  @Test func goesOnWithHigherLimits() throws {
    var sample = try TrainingSample()
    sample.options.maximumUpdates = 4
    try sample.train()
    sample.options.maximumUpdates = 7
    var resumed: Int?
    let further = try sample.train { if case .resumed(let updates, _) = $0 { resumed = updates } }
    #expect(resumed == 4)
    #expect(further.reason == .updates)
    #expect(further.updates == 7)
    sample.options.maximumUpdates = nil
    let last = try sample.train()
    #expect(last.reason == .epochs)
    #expect(last.updates == 9)
    sample.options.maximumEpochs = 5
    #expect(try sample.train().updates == 15)

    try sample.train(in: "at once")
    #expect(
      try sample.bytes("model.safetensors") == sample.bytes("model.safetensors", in: "at once"))
  }

  /// A limit that was passed already ends the training at once, and changes nothing.
  @Test func lowerLimitsChangeNothing() throws {
    var sample = try TrainingSample()
    try sample.train()
    let model = try sample.bytes("model.safetensors")
    let metrics = try sample.bytes("metrics.jsonl")
    sample.options.maximumUpdates = 4
    sample.options.maximumEpochs = 1
    #expect(try sample.train().updates == 9)
    #expect(try sample.bytes("model.safetensors") == model)
    #expect(try sample.bytes("metrics.jsonl") == metrics)
  }

  @Test func refusesOtherOptionsInTheSamePlace() throws {
    var sample = try TrainingSample()
    try sample.train()
    let before = try sample.bytes("checkpoint.safetensors")
    sample.options.learningRate = 0.004
    let failure = try #require(try sample.failure())
    #expect(failure.contains("other options: learning rate was "))
    #expect(failure.contains("checkpoint.safetensors"))
    #expect(try sample.bytes("checkpoint.safetensors") == before)
  }

  @Test func refusesAnotherCorpusInTheSamePlace() throws {
    let sample = try TrainingSample()
    try sample.train()
    _ = try sample.directory.write("Yes.\tOui.\nNo.\tNon.\n", to: "pairs.tsv")
    #expect(try sample.failure()?.contains("another corpus") == true)
  }

  @Test func refusesToResumeWhatIsNotThere() throws {
    let sample = try TrainingSample()
    #expect(try sample.failure(.resume)?.contains("no training to resume") == true)
  }

  /// A fresh start replaces everything, the model too, even if it ends before any validation.
  @Test func freshBeginsAnew() throws {
    var sample = try TrainingSample()
    try sample.train()
    sample.options.seed = 2
    sample.options.maximumUpdates = 1
    let result = try sample.train(.fresh)
    #expect(result.updates == 1)
    try sample.train(in: "elsewhere")
    for file in ["model.safetensors", "checkpoint.safetensors", "metrics.jsonl"] {
      #expect(try sample.bytes(file) == sample.bytes(file, in: "elsewhere"), "\(file)")
    }
  }

  @Test func refusesADamagedCheckpoint() throws {
    let sample = try TrainingSample()
    try sample.train(stopAfter: 2)
    let bytes = try sample.bytes("checkpoint.safetensors")
    _ = try sample.directory.write(bytes.dropLast(100), to: "model/checkpoint.safetensors")
    let failure = try #require(try sample.failure())
    #expect(failure.contains("checkpoint.safetensors"))
    try sample.train(.fresh)
  }

  @Test func refusesADirectoryInUse() throws {
    let sample = try TrainingSample()
    let trainer = try Trainer(
      sample.input, sample.options, output: sample.directory.file("model"))
    #expect(try sample.failure()?.contains("model") == true)
    withExtendedLifetime(trainer) {}
  }

  // MARK: - Odd corpora

  @Test(arguments: [
    [("a", "b")], [("a", "b"), ("a", "c"), ("a", "b")], [("x y z", "u v")],
    [("1", "2"), ("3", "4")],
    [(String(repeating: "a b ", count: 50), String(repeating: "c ", count: 45)), ("d", "e")],
  ])
  func trainsOnFewPairs(_ pairs: [(String, String)]) throws {
    for isSplit in [true, false] {
      var sample = try TrainingSample(pairs, isSplit: isSplit)
      // More threads than pairs, larger batches than the corpus.
      sample.options.threads = 4
      sample.options.batch = .sentences(64)
      let result = try sample.train()
      #expect(result.updates == 3)
      #expect(result.bestPerplexity.isFinite)
      _ = try sample.model()
    }
  }

  /// Batches by tokens; one pair alone is over the limit.
  @Test func trainsOnBatchesByTokens() throws {
    var sample = try TrainingSample()
    sample.options.batch = .tokens(1)
    sample.options.maximumEpochs = 1
    #expect(try sample.train().updates == 8)
  }

  /// Three batches per epoch: two updates of two batches and of one, or one update of all.
  @Test(arguments: [(1, 9), (2, 6), (3, 3), (50, 3)])
  func accumulatesWithinAnEpoch(batches: Int, updates: Int) throws {
    var sample = try TrainingSample()
    sample.options.accumulation = batches
    var summary: TrainingSummary?
    let result = try sample.train { if case .prepared(let found) = $0 { summary = found } }
    #expect(result.updates == updates)
    #expect(result.epochs == 3)
    #expect(summary?.updatesPerEpoch == updates / 3)
  }

  @Test func leavesOutPairsThatAreTooLong() throws {
    let long = [("a " + String(repeating: "b ", count: 200), "c"), ("d", "e"), ("f", "g")]
    var sample = try TrainingSample(long)
    sample.options.maximumTokens = 20
    var summary: TrainingSummary?
    try sample.train { if case .prepared(let found) = $0 { summary = found } }
    #expect(summary?.overlongPairs == 1)
    #expect(summary?.trainingPairs == 2)
    let alone = try TrainingSample([long[0]])
    var options = alone.options
    options.maximumTokens = 20
    let error = #expect(throws: TrainingError.self) {
      _ = try Trainer(alone.input, options, output: alone.directory.file("model"))
    }
    #expect(error?.description.contains("more than 20 tokens") == true)
  }

  @Test func refusesACorpusWithoutPairs() throws {
    let sample = try TrainingSample()
    _ = try sample.directory.write("no tab here\n", to: "pairs.tsv")
    #expect(try sample.failure()?.contains("pairs.tsv") == true)
  }
}
