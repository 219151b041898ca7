import NeuralNetwork
import Platform
import TestSupport
import Testing

@testable import Seq2Seq

/// A whole training by two processes, here threads: they share batches, and one writes.
@Suite struct TrainingTogetherTests {
  private struct Outcome: Sendable {
    var result: TrainingResult
    var losses: [Double] = []
    var validations: [Double] = []
  }

  /// One rank's part in a training in the subdirectory `name`; only rank 1 is told to stop after `limit` updates.
  private static func train(
    _ sample: TrainingSample, in name: String, _ collective: any Collective, stopAfter limit: Int
  ) throws -> Outcome {
    let directory = try TrainingDirectory(
      sample.directory.file(name), .resumeIfSame, collective)
    let trainer = try Trainer(sample.input, sample.options, in: directory)
    var losses: [Double] = []
    var validations: [Double] = []
    let result = try trainer.run(
      shouldStop: { collective.rank == 1 && losses.count >= limit },
      report: { event in
        if case .progress(let progress) = event { losses.append(progress.loss) }
        if case .validated(let report) = event { validations.append(report.loss) }
      })
    return Outcome(result: result, losses: losses, validations: validations)
  }

  private func trainTogether(
    _ sample: TrainingSample, in name: String = "model", stopAfter limit: Int = .max
  ) throws -> [Outcome] {
    let outcomes = RankGroup.run(2) { collective in
      Result { try Self.train(sample, in: name, collective, stopAfter: limit) }
    }
    return try outcomes.map { try $0.get() }
  }

  private func sample(threads: Int) throws -> TrainingSample {
    var sample = try TrainingSample()
    sample.options.threads = threads
    sample.options.maximumEpochs = 6
    return sample
  }

  @Test func twoProcessesTrainAsTwoThreadsDo() throws {
    let ranks = try trainTogether(sample(threads: 1))
    #expect(ranks[0].losses == ranks[1].losses)
    #expect(ranks[0].validations == ranks[1].validations)
    var alone: [Double] = []
    let result = try sample(threads: 2).train {
      if case .progress(let progress) = $0 { alone.append(progress.loss) }
    }
    #expect(ranks.map(\.result.updates) == [result.updates, result.updates])
    #expect(ranks[0].losses.count == alone.count)
    for (a, b) in zip(ranks[0].losses, alone) { #expect(abs(a - b) < 1e-3 * b) }
    #expect(
      abs(ranks[0].result.bestPerplexity - result.bestPerplexity) < 1e-2 * result.bestPerplexity)
  }

  /// If it diverges, all return to the last state saved, to the same one.
  @Test func returnsTogether() throws {
    var sample = try sample(threads: 1)
    sample.options.learningRate = 1e38
    sample.options.warmup = 1
    sample.options.maximumEpochs = 40
    sample.options.patience = 1000
    sample.options.validationInterval = 2
    let input = sample
    let outcomes = RankGroup.run(2) { collective in
      var returns: [Int] = []
      var message = ""
      do {
        let directory = try TrainingDirectory(input.directory.file("model"), .fresh, collective)
        _ = try Trainer(input.input, input.options, in: directory).run { event in
          if case .rolledBack(let update, _) = event { returns.append(update) }
        }
      } catch { message = "\(error)" }
      return (returns, message)
    }
    #expect(outcomes[0].0.count == 5)
    #expect(outcomes[0].1.contains("not finite"))
    #expect(outcomes[0] == outcomes[1])
  }

  /// Pairs on the disk are encoded by the first alone, and the model is that of pairs in memory.
  @Test func oneEncodesThePairsOnTheDisk() throws {
    var sample = try sample(threads: 1)
    sample.options.pairStorage = .memory
    _ = try trainTogether(sample, in: "memory")
    sample.options.pairStorage = .disk
    sample.options.keepsPairs = true
    let common = sample
    let phases = try RankGroup.run(2) { collective in
      Result { try Self.phases(of: common, collective) }
    }.map { try $0.get() }
    #expect(phases[0].contains(.encoding))
    #expect(phases[1].isDisjoint(with: [.encoding, .learningVocabulary]))
    #expect(
      try sample.bytes("model.safetensors") == sample.bytes("model.safetensors", in: "memory"))
    #expect(FileSystem.exists(sample.directory.file("model/pairs.cache")))
    #expect(!FileSystem.exists(sample.directory.file("model/pairs.cache.1")))
  }

  /// Trains as one rank; returns the phases of its preparation.
  private static func phases(
    of sample: TrainingSample, _ collective: any Collective
  ) throws -> Set<PreparationProgress.Phase> {
    var phases: Set<PreparationProgress.Phase> = []
    let directory = try TrainingDirectory(
      sample.directory.file("model"), .resumeIfSame, collective)
    let observer = PreparationObserver(report: { phases.insert($0.phase) })
    let trainer = try Trainer(sample.input, sample.options, in: directory, observer)
    _ = try trainer.run { _ in }
    return phases
  }

  /// Another number of processes would go on to another model, and is refused as other options are.
  @Test func goesOnWithAsManyProcessesOnly() throws {
    let sample = try sample(threads: 1)
    _ = try trainTogether(sample, stopAfter: 3)
    let refused = #expect(throws: TrainingError.self) {
      _ = try Self.train(sample, in: "model", SingleProcess(), stopAfter: 6)
    }
    guard case .otherTraining(_, .options(let differences)) = refused else {
      Issue.record("\(String(describing: refused))")
      return
    }
    #expect(differences == [OptionDifference(label: "processes", saved: "2", now: "1")])
  }

  /// If one is told to stop, all stop; resumed, they write the same files as without the interruption.
  @Test func stopsAndGoesOnTogether() throws {
    let sample = try sample(threads: 1)
    let stopped = try trainTogether(sample, stopAfter: 5)
    #expect(stopped.map(\.result.reason) == [.interrupted, .interrupted])
    #expect(stopped.map(\.result.updates) == [5, 5])
    #expect(try trainTogether(sample).map(\.result.reason) == [.epochs, .epochs])
    _ = try trainTogether(sample, in: "at once")
    for file in ["model.safetensors", "checkpoint.safetensors", "metrics.jsonl"] {
      #expect(try sample.bytes(file) == sample.bytes(file, in: "at once"), "\(file)")
    }
  }
}
