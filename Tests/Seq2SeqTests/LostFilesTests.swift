import Foundation
import NeuralNetwork
import TestSupport
import Testing

@testable import Seq2Seq

/// Files of a training that somebody removed or changed between two runs.
@Suite struct LostFilesTests {
  /// A training of three epochs that was interrupted after the first validation, with some lines of metrics.
  private func interrupted() throws -> TrainingSample {
    var sample = try TrainingSample()
    sample.options.precision = .float32
    sample.options.validationInterval = 2
    try sample.train(stopAfter: 4)
    #expect(try lines(sample).count == 2)
    return sample
  }

  /// All that is in the file, with times.
  private func metrics(_ sample: TrainingSample) throws -> String {
    String(decoding: try sample.directory.read("model/metrics.jsonl"), as: UTF8.self)
  }

  private func lines(_ sample: TrainingSample) throws -> [Substring] {
    try metrics(sample).split(separator: "\n")
  }

  /// Resumes a training, and counts the warnings of changed metrics.
  private func warnings(_ sample: TrainingSample, stopAfter limit: Int = .max) throws -> Int {
    var count = 0
    try sample.train(.resume, stopAfter: limit) { if case .metricsChanged = $0 { count += 1 } }
    return count
  }

  private func remove(_ file: String, of sample: TrainingSample) throws {
    try FileManager.default.removeItem(atPath: sample.directory.file("model/\(file)"))
  }

  // MARK: - The best model

  /// The last weights are not the best ones, so they are not written under their score.
  @Test(arguments: [Trainer.Start.resume, .resumeIfSame])
  func aMissingModelIsAnError(start: Trainer.Start) throws {
    let sample = try interrupted()
    try remove("model.safetensors", of: sample)
    let failure = try #require(try sample.failure(start))
    #expect(failure.contains("model.safetensors is gone, the best model of this training"))
    #expect(!sample.directory.exists("model/model.safetensors"))
    #expect(try sample.train(.fresh).updates > 4)
  }

  @Test func aModelThatGoesAtTheEndIsAnError() throws {
    var sample = try interrupted()
    sample.options.maximumUpdates = 5
    let path = sample.directory.file("model/model.safetensors")
    #expect(throws: TrainingError.self) {
      try sample.train(.resume) { event in
        if case .progress = event { try? FileManager.default.removeItem(atPath: path) }
      }
    }
    #expect(!sample.directory.exists("model/model.safetensors"))
  }

  // MARK: - Metrics

  @Test func untouchedMetricsAreRight() throws {
    let sample = try interrupted()
    #expect(try warnings(sample, stopAfter: 1) == 0)
    #expect(try warnings(sample) == 0)
  }

  @Test func deletedMetricsAreNoticed() throws {
    let sample = try interrupted()
    try remove("metrics.jsonl", of: sample)
    #expect(try warnings(sample, stopAfter: 2) == 1)
    // The lines that are there count from now on.
    #expect(try lines(sample).count == 1)
    #expect(try warnings(sample) == 0)
  }

  @Test(
    arguments: [
      { $0.replacing("\"epoch\"", with: "\"epok\"") }, { String($0.dropFirst()) },
      { $0.split(separator: "\n").dropLast().joined(separator: "\n") + "\n" },
    ] as [@Sendable (String) -> String])
  func editedMetricsAreNoticed(edit: @Sendable (String) -> String) throws {
    let sample = try interrupted()
    let text = edit(try metrics(sample))
    try sample.directory.write(text, to: "model/metrics.jsonl")
    #expect(try warnings(sample, stopAfter: 1) == 1)
    #expect(try warnings(sample) == 0)
  }

  /// Lines after the checkpoint's are of a run that was killed.
  @Test func laterLinesAreNotNoticed() throws {
    let sample = try interrupted()
    let text = try metrics(sample)
    try sample.directory.write(text + "{\"update\":5}\n{\"upda", to: "model/metrics.jsonl")
    #expect(try warnings(sample, stopAfter: 1) == 0)
    #expect(try lines(sample).count == 2)
  }

  /// Checkpoints of earlier versions only count the lines.
  @Test func aStateWithoutAHashIsRead() throws {
    let state = try #require(decodeJSON(TrainingState.self, Self.earlierState))
    #expect(state.metricLines == 2 && state.metricDigest == nil)
    var written = state
    written.metricDigest = "a"
    #expect(decodeJSON(TrainingState.self, stableJSON(written)) == written)
  }

  private static let earlierState = """
    {"bestBLEU":1,"bestLoss":2,"bestScore":1,"epoch":0,"metricLines":2,"position":4,"reductions":0,
    "rollbacks":0,"update":4,"validationsOnPlateau":0,"validationsWithoutProgress":0,
    "window":{"clipped":0,"nll":1,"smoothed":1,"tokens":9,"updates":4}}
    """
}
