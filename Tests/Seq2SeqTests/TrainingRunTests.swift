import Platform
import TestSupport
import Testing

@testable import Seq2Seq

/// A training on a thread of its own, and the task that listens to it.
@Suite struct TrainingRunTests {
  private func run(
    _ sample: TrainingSample, in name: String, _ start: Trainer.Start = .resumeIfSame
  ) -> TrainingRun {
    TrainingRun(sample.input, sample.options, output: sample.directory.file(name), start: start)
  }

  @Test func trainsAsATrainerDoes() async throws {
    let sample = try TrainingSample()
    let expected = try sample.train(in: "sync")
    var (events, result) = ([TrainingEvent](), TrainingResult?.none)
    for try await event in run(sample, in: "async") {
      events.append(event)
      if case .finished(let end) = event { result = end }
    }
    #expect(result?.updates == expected.updates && result?.reason == expected.reason)
    #expect(
      try sample.bytes("model.safetensors", in: "async")
        == sample.bytes("model.safetensors", in: "sync"))
    guard case .preparing = events.first, case .finished = events.last else {
      Issue.record("it begins with preparing and ends with the result")
      return
    }
    #expect(events.contains { if case .validated = $0 { true } else { false } })
  }

  /// At the last event, all work done until then is saved, and the directory is unlocked.
  @Test func cancellingSaves() async throws {
    var sample = try TrainingSample()
    // Each epoch is validated and saved: more events than may wait, so it is not over before one is taken.
    sample.options.maximumEpochs = TrainingEventQueue.limit
    sample.options.patience = TrainingEventQueue.limit
    try sample.train(in: "whole")
    let interrupted = sample
    let training = Task {
      var last: TrainingEvent?
      for try await event in run(interrupted, in: "parts") {
        if case .progress = event { withUnsafeCurrentTask { $0?.cancel() } }
        last = event
      }
      return last
    }
    guard case .finished(let result)? = try await training.value else {
      Issue.record("the last event is the result")
      return
    }
    #expect(result.reason == .interrupted && result.updates >= 1)
    let resumed = try await run(sample, in: "parts", .resume).result()
    #expect(resumed.reason == .epochs)
    #expect(
      try sample.bytes("model.safetensors", in: "parts")
        == sample.bytes("model.safetensors", in: "whole"))
  }

  @Test func cancelledBeforeItBegins() async throws {
    let sample = try TrainingSample()
    let training = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await run(sample, in: "model").result()
    }
    let error = await #expect(throws: TrainingError.self) { try await training.value }
    guard case .cancelled? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func errorsArePassedOn() async throws {
    let sample = try TrainingSample()
    let error = await #expect(throws: TrainingError.self) {
      try await run(sample, in: "none", .resume).result()
    }
    #expect(error?.description.contains("resume") == true)
  }

  /// Another task lets the pairs through: if the listening task blocked its thread, that task would never
  /// run.
  @Test func listeningHoldsNoThread() async throws {
    let gate = Gate()
    var sample = try TrainingSample()
    sample.input = TrainingInput(pairs: GatedPairs(gate: gate), validation: sample.input.pairs)
    let (training, executor) = (run(sample, in: "model"), OneThread())
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask(executorPreference: executor) {
        let result = try await training.result()
        #expect(result.reason == .epochs)
      }
      group.addTask(executorPreference: executor) {
        #expect(ThreadName.current == executor.thread)
        gate.open()
      }
      try await group.waitForAll()
    }
    let reader = try #require(gate.reader)
    #expect(reader != executor.thread)
  }

  /// If nobody listens, progress events are replaced; others wait, and at the limit the training waits, too.
  @Test func eventsDoNotPileUp() async throws {
    let events = TrainingEventQueue()
    for done in 0..<1_000 {
      events.add(.preparing(PreparationProgress(phase: .encoding, done: done, total: nil)))
    }
    for path in 1..<TrainingEventQueue.limit { events.add(.saved(path: "\(path)")) }
    let isAdded = Monitor(false)
    SystemThread.detach {
      events.add(.saved(path: "more"))
      isAdded.use { $0 = true }
      events.finish(nil)
    }
    guard case .preparing(let progress)? = try await events.next().get() else {
      Issue.record("the newest progress is the first event")
      return
    }
    #expect(progress.done == 999)
    var paths: [String] = []
    while case .saved(let path)? = try await events.next().get() { paths.append(path) }
    #expect(paths == (1..<TrainingEventQueue.limit).map(String.init) + ["more"])
    #expect(isAdded.use { $0 })
  }

  /// A training that is stopping must not wait for a reader that is gone.
  @Test func nothingWaitsForAReaderThatIsGone() async throws {
    let events = TrainingEventQueue()
    events.stop()
    for path in 0..<2 * TrainingEventQueue.limit { events.add(.saved(path: "\(path)")) }
    #expect(events.isStopping)
    guard case .saved(let first)? = try await events.next().get() else {
      Issue.record("events are kept")
      return
    }
    #expect(first == "0")
  }
}

/// Lets threads pass once it is open, and records which thread passed.
private final class Gate: Sendable {
  private struct State {
    var isOpen = false
    var reader: ThreadName?
  }

  private let state = Monitor(State())
  private let change = Change()

  var reader: ThreadName? { state.use { $0.reader } }

  func open() {
    state.use { $0.isOpen = true }
    change.signal()
  }

  func pass() {
    state.use { $0.reader = ThreadName.current }
    state.use(when: { $0.isOpen }, after: change) { _ in }
  }
}

/// The sample's pairs, when the gate is open.
private struct GatedPairs: PairSource {
  let gate: Gate
  let name = "pairs behind a gate"

  func makePass() -> any PairPass {
    gate.pass()
    return InMemoryPairs(TrainingSample.pairs.map { ($0.0, $0.1) }).makePass()
  }
}
