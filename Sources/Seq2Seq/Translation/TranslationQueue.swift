internal import Platform

/// Where tasks that want translations and threads that make them meet.
///
/// A task that must wait is suspended, and holds no thread; a thread that must wait sleeps. Nothing
/// is stored but the lines of callers that wait for them, and at most `window` lines of a sequence.
final class TranslationQueue: Sendable {
  private struct State {
    var calls = TranslationCalls()
    /// Threads that take batches and have none.
    var idle = 0
    var isClosed = false
    /// By call, the task that waits for a translation, and the one that waits for room.
    var readers: [Int: CheckedContinuation<Void, Never>] = [:]
    var writers: [Int: CheckedContinuation<Void, Never>] = [:]
  }

  private let state = Monitor(State())
  /// There is something to translate, or there will be nothing.
  private let wake = Change()
  /// Lines of a sequence that are read before the translation of the first of them is taken.
  let window: Int
  /// Of text, at which a batch is large enough, so that long lines keep nobody waiting for long.
  private static let bytesPerBatch = 16 << 10

  init(window: Int) { self.window = max(1, window) }

  /// Lines of all calls that no thread has taken yet.
  var waitingLines: Int { state.use { $0.calls.waitingLines } }

  // MARK: - Tasks

  /// Begins a call; with lines, if they are all there.
  func open(_ settings: TranslationBatch.Settings, lines: [TranslationBatch.Line]? = nil) -> Int {
    defer { wake.signal() }
    return state.use { state in
      let call = state.calls.open(settings)
      if let lines {
        state.calls.add(lines, to: call)
        state.calls.complete(call)
      }
      return call
    }
  }

  /// Adds a line, when fewer than `window` are open; false: the call is no more.
  func add(_ line: TranslationBatch.Line, to call: Int) async -> Bool {
    while let open = state.use({ $0.calls.openLines(of: call) }), open >= window {
      await withCheckedContinuation { continuation in
        let mustWait = state.use { state in
          let mustWait = state.calls.openLines(of: call).map { $0 >= window } ?? false
          if mustWait { state.writers[call] = continuation }
          return mustWait
        }
        if !mustWait { continuation.resume() }
      }
    }
    defer { wake.signal() }
    return state.use { $0.calls.add([line], to: call) }
  }

  /// Says that a call has no more lines, or none because of an error.
  func complete(_ call: Int, failure: (any Error)? = nil) {
    let reader = state.use { state in
      state.calls.complete(call, failure: failure)
      return state.calls.isReady(call) ? state.readers.removeValue(forKey: call) : nil
    }
    reader?.resume()
  }

  /// The next translation of a call, when it is made; never `later`.
  func next(of call: Int) async -> TranslationCalls.Next {
    while true {
      let (next, writer) = state.use { state in
        let next = state.calls.next(of: call)
        let hasRoom = state.calls.openLines(of: call).map { $0 < window } ?? true
        return (next, hasRoom ? state.writers.removeValue(forKey: call) : nil)
      }
      writer?.resume()
      guard case .later = next else { return next }
      await withCheckedContinuation { continuation in
        let mustWait = state.use { state in
          let mustWait = !state.calls.isReady(call)
          if mustWait { state.readers[call] = continuation }
          return mustWait
        }
        if !mustWait { continuation.resume() }
      }
    }
  }

  /// Forgets a call; who waits for its translations goes on at once.
  func cancel(_ call: Int) {
    let waiting = state.use { state in
      state.calls.cancel(call)
      return [
        state.readers.removeValue(forKey: call), state.writers.removeValue(forKey: call),
      ]
    }
    for continuation in waiting { continuation?.resume() }
  }

  // MARK: - Threads

  /// The next lines to translate, when there are some; nil: there will be none.
  func take() -> TranslationBatch? {
    state.use { $0.idle += 1 }
    return state.use(
      when: { $0.calls.waitingLines > 0 || $0.isClosed }, after: wake
    ) { state in
      defer { state.idle -= 1 }
      if state.isClosed { return nil }
      return state.calls.take(share: state.idle, bytes: Self.bytesPerBatch)
    }
  }

  /// Hands over the translations of a batch.
  func deliver(_ translations: [Translation], for batch: TranslationBatch) {
    let readers = state.use { state in
      state.calls.deliver(translations, for: batch)
      return Set(batch.items.map(\.call)).filter { state.calls.isReady($0) }
        .compactMap { state.readers.removeValue(forKey: $0) }
    }
    for reader in readers { reader.resume() }
  }

  /// Ends the service of the threads, after the batches that they are at.
  func close() {
    state.use { $0.isClosed = true }
    wake.signal()
  }
}
