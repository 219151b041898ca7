internal import Platform

/// Events on their way from the thread that trains to the task that listens.
final class TrainingEventQueue: Sendable {
  private struct State {
    var events: [TrainingEvent] = []
    /// Whether the training is over; `error` is why, until it is delivered, or nil.
    var isOver = false
    var error: TrainingError?
    var isStopping = false
    var reader: CheckedContinuation<Void, Never>?

    var canAnswer: Bool { !events.isEmpty || isOver }
  }

  /// The most events in the queue; the training waits while it is full.
  static let limit = 64

  private let state = Monitor(State())
  private let hasRoom = Change()

  // MARK: - The thread that trains

  /// Whether the training is to save and end.
  var isStopping: Bool { state.use { $0.isStopping } }

  /// Adds an event; waits while the queue is full, unless the training is ending anyway.
  func add(_ event: TrainingEvent) {
    let reader = state.use(
      when: { $0.events.count < Self.limit || $0.isStopping }, after: hasRoom
    ) { state in
      if let last = state.events.last, event.replaces(last) { state.events.removeLast() }
      state.events.append(event)
      return state.reader.take()
    }
    reader?.resume()
  }

  /// Says that there are no more events.
  func finish(_ error: TrainingError?) {
    let reader = state.use { state in
      state.isOver = true
      state.error = error
      return state.reader.take()
    }
    reader?.resume()
  }

  // MARK: - The task that listens

  /// Waits for the next event; nil after the last one.
  func next() async -> Result<TrainingEvent?, TrainingError> {
    await withCheckedContinuation { continuation in
      let mustWait = state.use { state in
        if !state.canAnswer { state.reader = continuation }
        return !state.canAnswer
      }
      if !mustWait { continuation.resume() }
    }
    defer { hasRoom.signal() }
    return state.use { state in
      if !state.events.isEmpty { return .success(state.events.removeFirst()) }
      return state.error.take().map { .failure($0) } ?? .success(nil)
    }
  }

  /// Asks the training to save and end.
  func stop() {
    state.use { $0.isStopping = true }
    hasRoom.signal()
  }
}

extension TrainingEvent {
  /// Whether it makes an earlier event superfluous.
  fileprivate func replaces(_ earlier: TrainingEvent) -> Bool {
    switch (earlier, self) {
    case (.progress, .progress): true
    case (.preparing(let earlier), .preparing(let later)): earlier.phase == later.phase
    default: false
    }
  }
}
