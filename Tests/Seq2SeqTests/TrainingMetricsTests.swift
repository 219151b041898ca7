import Foundation
import TestSupport
import Testing

@testable import Seq2Seq

/// What `metrics.jsonl` says, and what of it is the same in every run.
@Suite struct TrainingMetricsTests {
  private func lines(_ sample: TrainingSample) throws -> [String] {
    let bytes = try sample.directory.read("model/metrics.jsonl")
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  private func write(_ lines: [String], to sample: TrainingSample) throws {
    try sample.directory.write(
      lines.map { $0 + "\n" }.joined(), to: "model/metrics.jsonl")
  }

  private func trained() throws -> TrainingSample {
    var sample = try TrainingSample()
    sample.options.maximumEpochs = 9
    sample.options.patience = 100
    sample.options.validationInterval = 10
    return sample
  }

  @Test func linesHaveTimesAndTheKeysOfJSON() throws {
    let sample = try trained()
    try sample.train()
    let objects = try lines(sample).map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
    let updates = try #require(objects.first { $0["loss"] != nil })
    let validation = try #require(objects.first { $0["validation_bleu"] != nil })
    #expect(
      Set(updates.keys) == [
        "update", "epoch", "loss", "perplexity", "rate", "clipped", "gradient_norm", "tokens",
        "seconds", "tokens_per_second", "time",
      ])
    #expect(
      Set(validation.keys) == [
        "update", "epoch", "validation_loss", "validation_perplexity", "validation_bleu",
        "is_best", "seconds", "time",
      ])
    #expect((updates["gradient_norm"] as? Double ?? 0) > 0)
    #expect((updates["tokens_per_second"] as? Double ?? 0) > 0)
    let time = try #require(updates["time"] as? String)
    let age = try -Date(time, strategy: .iso8601).timeIntervalSinceNow
    #expect(abs(age) < 600)
  }

  /// The seconds of a resumed training include those of earlier runs.
  @Test func secondsContinue() throws {
    let sample = try trained()
    try sample.train(stopAfter: 10)
    let before = try lines(sample).map { line in
      try #require(line.firstRange(of: ",\"seconds\":")).lowerBound
    }
    let earlier = zip(try lines(sample), before).map { $0[..<$1] + ",\"seconds\":1000}" }
    try write(earlier.map(String.init), to: sample)
    try sample.train(.resume)
    let history = try #require(TrainingHistory(path: sample.directory.file("model/metrics.jsonl")))
    #expect((history.seconds ?? 0) >= 1000)
    #expect(history.entries.count > earlier.count)
  }

  /// Each run notes its command once.
  @Test func runsNoteTheirCommands() throws {
    var sample = try trained()
    sample.options.maximumEpochs = 30
    for (command, limit) in [("one", 10), ("two", 20), ("three", Int.max)] {
      let directory = try TrainingDirectory(sample.directory.file("model"), .resumeIfSame)
      directory.command = command
      var updates = 0
      _ = try Trainer(sample.input, sample.options, in: directory).run(
        shouldStop: {
          updates += 1
          return updates >= limit
        }, report: { _ in })
    }
    let history = try #require(TrainingHistory(path: sample.directory.file("model/metrics.jsonl")))
    #expect(history.entries.compactMap(\.command) == ["one", "two", "three"])
    #expect(history.entries[0].command == "one")
  }

  /// Times are not in the checkpoint's digest, all else is.
  @Test(arguments: [("\"seconds\":", "\"seconds\":7", 0), ("\"epoch\":", "\"epoch\":7", 1)])
  func onlyTimesMayDiffer(old: String, new: String, warnings: Int) throws {
    let sample = try trained()
    try sample.train(stopAfter: 11)
    try write(try lines(sample).map { $0.replacing(old, with: new) }, to: sample)
    var count = 0
    try sample.train(.resume) { if case .metricsChanged = $0 { count += 1 } }
    #expect(count == warnings)
  }

  /// Tokens that were counted before the clock began say nothing about the speed.
  @Test func theFirstSpeedIsTrue() {
    var clock = ProgressClock(windowTokens: 1_000_000)
    #expect(clock.lap(1_000_000) == 0)
    #expect(clock.lap(1_000_010) > 0)
  }

  @Test func updatesLeftFollowFromPatienceAndLimits() {
    let schedule = LearningRateSchedule(kind: .constant, peak: 1, warmup: 1)
    var course = TrainingCourse(schedule: schedule, validationInterval: 10)
    var state = TrainingState()
    (state.update, state.epoch, state.position) = (23, 1, 3)
    #expect(course.updatesLeft(state, updatesPerEpoch: 20).lowerBound > 1 << 60)
    (course.patience, course.maximumEpochs) = (3, 5)
    #expect(course.updatesLeft(state, updatesPerEpoch: 20) == 27...77)
    state.validationsWithoutProgress = 2
    #expect(course.updatesLeft(state, updatesPerEpoch: 20) == 7...77)
    course.maximumUpdates = 25
    #expect(course.updatesLeft(state, updatesPerEpoch: 20) == 2...2)
    state.update = 30
    #expect(course.updatesLeft(state, updatesPerEpoch: 20) == 0...0)
  }

  /// How it was made, without what differs from run to run.
  @Test func theModelSaysHowItWasMade() throws {
    var sample = try trained()
    sample.input.name = "pairs.tsv"
    sample.options.learningRate = 0.0125
    try sample.train()
    let notes = try sample.model().notes
    #expect(notes["corpus"] == "pairs.tsv")
    #expect(notes["learning_rate"] == "0.0125")
    #expect(notes["optimizer"] == "adamw")
    #expect(notes["validation_pairs"] == "8")
    #expect(notes["corpus_fingerprint"]?.isEmpty == false)
    #expect(notes["version"] != nil && notes["processor"] != nil)
    #expect(notes["maximum_epochs"] == nil && notes["time"] == nil)
  }
}
