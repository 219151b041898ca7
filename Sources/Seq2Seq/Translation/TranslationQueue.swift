internal import Platform

/// The queue between tasks that want translations and threads that make them.
///
/// A task that must wait is suspended and blocks no thread; a thread that must wait sleeps. Only lines
/// whose callers wait for them are stored, and at most `window` lines of each sequence.
final class TranslationQueue: Sendable {
  private struct State {
    var calls = TranslationCalls()
    /// How many threads wait for a batch.
    var idle = 0
    var isClosed = false
    /// For each call, the task that waits for a translation, and the one that waits for room.
    var readers: [Int: CheckedContinuation<Void, Never>] = [:]
    var writers: [Int: CheckedContinuation<Void, Never>] = [:]
  }

  private let state = Monitor(State())
  /// Signals that there are lines to translate, or that the queue is closed.
  private let wake = Change()
  /// How many lines of a sequence may be read ahead of the translations taken.
  let window: Int
  /// The bytes of text at which a batch is full, so that long lines keep nobody waiting for long.
  private static let bytesPerBatch = 16 << 10

  init(window: Int) { self.window = max(1, window) }

  /// Lines of all calls that no thread has taken yet.
  var waitingLines: Int { state.use { $0.calls.waitingLines } }

  // MARK: - Tasks

  /// Begins a call; `lines` are all of its lines, if they are known.
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

  /// Adds a line, as soon as fewer than `window` are open; false if the call was cancelled.
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

  /// Says that a call has no more lines, perhaps because of an error.
  func complete(_ call: Int, failure: (any Error)? = nil) {
    let reader = state.use { state in
      state.calls.complete(call, failure: failure)
      return state.calls.isReady(call) ? state.readers.removeValue(forKey: call) : nil
    }
    reader?.resume()
  }

  /// Waits for the next translation of a call; never returns `later`.
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

  /// Forgets a call; tasks that wait for its translations continue at once.
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

  /// Waits for the next lines to translate; nil when the queue is closed.
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

  /// Delivers the translations of a batch.
  func deliver(_ translations: [Translation], for batch: TranslationBatch) {
    let readers = state.use { state in
      state.calls.deliver(translations, for: batch)
      return Set(batch.items.map(\.call)).filter { state.calls.isReady($0) }
        .compactMap { state.readers.removeValue(forKey: $0) }
    }
    for reader in readers { reader.resume() }
  }

  /// Closes the queue, so that threads end after their current batches.
  func close() {
    state.use { $0.isClosed = true }
    wake.signal()
  }
}
