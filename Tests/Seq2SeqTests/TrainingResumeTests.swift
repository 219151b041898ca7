import Testing

@testable import Seq2Seq
import TestSupport

/// The same seed and threads give the same bytes, interrupted or not.
@Suite struct TrainingResumeTests {
  private static let files = ["model.safetensors", "metrics.jsonl", "checkpoint.safetensors"]

  /// Many short epochs, so that reports, validations and epochs all end at different updates.
  private func sample() throws -> TrainingSample {
    var sample = try TrainingSample()
    sample.options.maximumEpochs = 19
    sample.options.validationInterval = 10
    sample.options.learningRate = 0.01
    sample.options.patience = 100
    return sample
  }

  @Test(arguments: [1, 2, 3])
  func sameSeedAndThreadsGiveTheSameBytes(threads: Int) throws {
    var sample = try sample()
    sample.options.threads = threads
    try sample.train(in: "first")
    try sample.train(in: "second")
    for file in Self.files {
      #expect(try sample.bytes(file, in: "first") == sample.bytes(file, in: "second"), "\(file)")
    }
    sample.options.seed = 2
    try sample.train(in: "other")
    #expect(
      try sample.bytes(Self.files[0], in: "first") != sample.bytes(Self.files[0], in: "other"))
  }

  /// In the middle of an epoch, at its end, on a report, on a validation, before and after each.
  @Test(arguments: [[1], [3], [10], [11], [24], [25], [26], [9, 1, 1, 14, 2], [30, 20]])
  func interruptedTrainingGivesTheSameBytes(runs: [Int]) throws {
    let sample = try sample()
    let whole = try sample.train(in: "whole")
    #expect(whole.updates == 57)
    for updates in runs {
      let result = try sample.train(in: "parts", stopAfter: updates)
      #expect(result.reason == .interrupted)
      // A model is there after any interruption.
      _ = try sample.model(in: "parts")
    }
    let last = try sample.train(in: "parts", .resume)
    #expect(last.updates == 57)
    #expect(last.bestBLEU == whole.bestBLEU)
    #expect(last.bestPerplexity == whole.bestPerplexity)
    for file in Self.files {
      #expect(try sample.bytes(file, in: "parts") == sample.bytes(file, in: "whole"), "\(file)")
    }
  }

  /// A choice that carries state from update to update, or draws random numbers.
  struct Setting: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let apply: @Sendable (inout TrainingOptions) -> Void

    static let all = [
      Setting(testDescription: "weight average") { $0.averageDecay = 0.5 },
      Setting(testDescription: "no weight average") { $0.averageDecay = nil },
      Setting(testDescription: "BPE-dropout") { $0.subwordDropout = 0.2 },
      Setting(testDescription: "recurrent dropout") { $0.recurrentDropout = 0.3 },
      Setting(testDescription: "word dropout") { $0.wordDropout = 0.3 },
      Setting(testDescription: "R-Drop") { $0.consistency = 2 },
      Setting(testDescription: "output sample") { $0.outputSample = 8 },
      Setting(testDescription: "uncorrected output sample") {
        $0.outputSample = 8
        $0.correctsOutputSample = false
      },
      Setting(testDescription: "dropout of one place") { $0.readoutDropout = 0.3 },
      Setting(testDescription: "gradient descent") { $0.optimizer = .sgd },
      Setting(testDescription: "Adagrad") { $0.optimizer = .adagrad },
      Setting(testDescription: "decay in the loss") {
        $0.optimizer = .adam
        $0.weightDecay = 0.1
      },
      Setting(testDescription: "cosine") { $0.schedule = .cosine },
      Setting(testDescription: "several batches an update") { $0.accumulation = 2 },
      Setting(testDescription: "clipping by value") { $0.clipValue = 0.01 },
      Setting(testDescription: "truncated backpropagation") { $0.truncation = 2 },
    ]
  }

  /// Resumed in the middle of an epoch or at a report; the result differs from a training without the setting.
  @Test(arguments: Setting.all)
  func everySettingResumesToTheSameBytes(setting: Setting) throws {
    var sample = try sample()
    try sample.train(in: "plain")
    setting.apply(&sample.options)
    try sample.train(in: "whole")
    for updates in [7, 16] { try sample.train(in: "parts", stopAfter: updates) }
    try sample.train(in: "parts", .resume)
    for file in Self.files {
      #expect(try sample.bytes(file, in: "parts") == sample.bytes(file, in: "whole"), "\(file)")
    }
    #expect(
      try sample.bytes(Self.files[0], in: "plain") != sample.bytes(Self.files[0], in: "whole"))
    #expect(try sample.failure(in: "plain")?.contains("other options: ") == true)
  }

  /// What was reported after the last save is not there twice after the training is resumed.
  @Test func killedTrainingGivesTheSameMetrics() throws {
    let sample = try sample()
    try sample.train(in: "whole")
    try sample.train(in: "parts", stopAfter: 22)
    let checkpoint = try sample.bytes("checkpoint.safetensors", in: "parts")
    try sample.train(in: "parts", stopAfter: 15)
    // As if killed after the first of the two: later lines are there already, one of them cut short.
    _ = try sample.directory.write(checkpoint, to: "parts/checkpoint.safetensors")
    let metrics = try sample.directory.read("parts/metrics.jsonl")
    _ = try sample.directory.write(metrics + Array("{\"upd".utf8), to: "parts/metrics.jsonl")
    try sample.train(in: "parts")
    for file in Self.files {
      #expect(try sample.bytes(file, in: "parts") == sample.bytes(file, in: "whole"), "\(file)")
    }
  }

  /// Two threads add in another order than one: the numbers are close, not the same.
  @Test func numberOfThreadsHardlyMatters() throws {
    var sample = try sample()
    sample.options.maximumEpochs = 4
    sample.options.dropout = 0
    var losses: [Double] = []
    for threads in 1...3 {
      sample.options.threads = threads
      try sample.train(in: "\(threads)") {
        if case .validated(let report) = $0 { losses.append(report.loss) }
      }
    }
    #expect(losses.count == 3)
    for loss in losses { #expect(abs(loss - losses[0]) < 1e-4 * losses[0]) }
  }
}
