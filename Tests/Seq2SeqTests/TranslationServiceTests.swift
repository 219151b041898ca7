import NeuralNetwork
import Platform
import Testing

@testable import Seq2Seq

/// What runs on which thread, and which tasks wait; the translations are made up.
@Suite struct TranslationServiceTests {
  /// Translates a line by itself, one batch after the other, each once the gate lets it pass.
  private final class Echo: Sendable {
    /// How many batches may still be translated.
    private let passes: Monitor<Int>
    private let change = Change()
    let batches = Monitor<[[String]]>([])
    let threads = Monitor<Set<ThreadName>>([])

    init(passes: Int = .max) { self.passes = Monitor(passes) }

    func letPass(_ count: Int) {
      passes.use { $0 += count }
      change.signal()
    }

    func serve(_ queue: TranslationQueue) {
      while let batch = queue.take() {
        _ = threads.use { $0.insert(ThreadName.current) }
        let texts = batch.items.map(\.line.text)
        batches.use { $0.append(texts) }
        passes.use(when: { $0 > 0 }, after: change) { $0 -= 1 }
        queue.deliver(batch.items.map { Self.translation(of: $0.line.text) }, for: batch)
      }
    }

    static func translation(of line: String) -> Translation {
      var result = Translation()
      result.sourceTokens = Int(line) ?? -1
      return result
    }

    func service(window: Int = 8) -> TranslationService {
      TranslationService([], window: window) { self.serve($0) }
    }
  }

  /// No task waits on a thread: four calls of an executor with a single thread are in the queue, nothing
  /// can be translated yet, and the same thread still runs the task that lets the translations begin.
  @Test func waitingTasksHoldNoThread() async throws {
    let echo = Echo(passes: 0)
    let service = echo.service()
    let executor = OneThread()
    let counts = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<4 {
        group.addTask(executorPreference: executor) {
          try await service.translate((0..<300).map(String.init)).count
        }
      }
      group.addTask(executorPreference: executor) {
        #expect(ThreadName.current == executor.thread)
        echo.letPass(1 << 20)
        return 0
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(counts.sorted() == [0, 300, 300, 300, 300])
    let threads = echo.threads.use { $0 }
    #expect(threads.count == 1 && executor.thread != nil)
    #expect(executor.thread.map { threads.contains($0) } == false)
  }

  @Test func resultsAreInOrder() async throws {
    let service = Echo().service()
    let results = try await service.translate((0..<1_000).map(String.init))
    #expect(results.map(\.sourceTokens) == Array(0..<1_000))
    #expect(try await service.translate("7").sourceTokens == 7)
    #expect(try await service.translate([]).isEmpty)
  }

  /// Lines of any call that are added while a batch is being translated make up the next one.
  @Test func callsAreGathered() async throws {
    let echo = Echo(passes: 0)
    let service = echo.service()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for line in 0..<10 { group.addTask { _ = try await service.translate("\(line)") } }
      while service.waitingLines + echo.batches.use({ $0.joined().count }) < 10 {
        await Task.yield()
      }
      echo.letPass(1 << 20)
      try await group.waitForAll()
    }
    let batches = echo.batches.use { $0 }
    #expect(batches.count <= 2)
    #expect(Set(batches.joined()) == Set((0..<10).map(String.init)))
  }

  /// A cancelled task continues although its lines' batch does not end.
  @Test func cancelledCallsReturn() async throws {
    let echo = Echo(passes: 0)
    let service = echo.service()
    let call = Task { try await service.translate((0..<500).map(String.init)) }
    while service.waitingLines == 0 { await Task.yield() }
    call.cancel()
    await #expect(throws: CancellationError.self) { try await call.value }
    #expect(service.waitingLines == 0)
    echo.letPass(1 << 20)
    #expect(try await service.translate("3").sourceTokens == 3)
    let early = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await service.translate("4")
    }
    await #expect(throws: CancellationError.self) { try await early.value }
  }

  /// Lines of an endless sequence are read ahead by exactly the window.
  @Test func sequencesHaveBackPressure() async throws {
    let echo = Echo()
    let service = echo.service(window: 8)
    let read = Monitor(0)
    let lines = CountingLines(read: read)
    var taken = 0
    for try await translation in service.translations(of: lines) {
      #expect(translation.sourceTokens == taken)
      taken += 1
      let most = taken + 8
      #expect(read.use { $0 } <= most + 1)
      if taken == 100 { break }
    }
    #expect(taken == 100)
  }

  @Test func sequencesEndWithTheirLines() async throws {
    let service = Echo().service()
    var found: [Int] = []
    for try await translation in service.translations(of: (0..<50).map(String.init)) {
      found.append(translation.sourceTokens)
    }
    #expect(found == Array(0..<50))
    var iterator = service.translations(of: [String]()).makeAsyncIterator()
    #expect(try await iterator.next() == nil)
    #expect(try await iterator.next() == nil)
  }

  private struct Broken: Error {}

  /// An error of the lines comes after the translations of those before it.
  @Test func sequencesPassErrorsOn() async throws {
    let service = Echo().service()
    let (lines, input) = AsyncThrowingStream<String, any Error>.makeStream()
    input.yield("1")
    input.yield("2")
    input.finish(throwing: Broken())
    var iterator = service.translations(of: lines).makeAsyncIterator()
    #expect(try await iterator.next()?.sourceTokens == 1)
    #expect(try await iterator.next()?.sourceTokens == 2)
    await #expect(throws: Broken.self) { _ = try await iterator.next() }
    #expect(try await iterator.next() == nil)
  }

  /// A line is translated before the next one arrives.
  @Test func sequencesDoNotWaitForMore() async throws {
    let service = Echo().service()
    let (lines, input) = AsyncStream<String>.makeStream()
    var iterator = service.translations(of: lines).makeAsyncIterator()
    for line in 0..<3 {
      input.yield("\(line)")
      #expect(try await iterator.next()?.sourceTokens == line)
    }
    let (silence, silent) = AsyncStream<String>.makeStream()
    let waiting = Task { for try await _ in service.translations(of: silence) {} }
    waiting.cancel()
    await #expect(throws: CancellationError.self) { try await waiting.value }
    silent.finish()
  }

  /// The threads end with the last reference, and a sequence is one.
  @Test func threadsEnd() async throws {
    await confirmation { ended in
      await withCheckedContinuation { continuation in
        let service = TranslationService([], window: 8) { queue in
          Echo().serve(queue)
          ended()
          continuation.resume()
        }
        withExtendedLifetime(service) {}
      }
    }
    var iterator = Echo().service().translations(of: ["5"]).makeAsyncIterator()
    #expect(try await iterator.next()?.sourceTokens == 5)
  }
}

/// "0", "1" and so on without end, each counted when it is read.
private struct CountingLines: Sequence, Sendable {
  let read: Monitor<Int>

  func makeIterator() -> AnyIterator<String> {
    AnyIterator {
      read.use { count in
        count += 1
        return "\(count - 1)"
      }
    }
  }
}
