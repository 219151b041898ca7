internal import Platform

/// A training on a thread of its own, as a sequence of events, for an app or a server.
///
///     let run = TrainingRun(input, options, output: "models/mine")
///     for try await event in run {
///       if case .validated(let report) = event { print(report.bleu) }
///     }
///
/// The thread starts when iteration begins. It reads the corpus and trains as ``Trainer`` does, with the
/// same result, and blocks no thread that tasks run on. When the iterating task is cancelled, the
/// training saves and ends, and the last event says so: continue to iterate to wait for it. While nobody
/// takes events, an event of progress is replaced by the next one; if many other events are not taken,
/// the training waits. It also saves and ends when the iterator is released.
public struct TrainingRun: AsyncSequence, Sendable {
  /// What happens in a training.
  public typealias Element = TrainingEvent
  /// Why a training cannot begin or continue.
  public typealias Failure = TrainingError

  private let input: TrainingInput
  private let options: TrainingOptions
  private let directory: String
  private let start: Trainer.Start

  /// Creates a training, which starts when iteration begins; see ``Trainer/init(_:_:output:start:preparation:)``.
  public init(
    _ input: TrainingInput, _ options: TrainingOptions, output directory: String,
    start: Trainer.Start = .resumeIfSame
  ) {
    self.input = input
    self.options = options
    self.directory = directory
    self.start = start
  }

  /// Starts the training.
  ///
  /// - Returns: an iterator over its events.
  public func makeAsyncIterator() -> Iterator {
    let events = TrainingEventQueue()
    SystemThread.detach { [self] in
      do throws(TrainingError) {
        try train(events)
        events.finish(nil)
      } catch {
        events.finish(error)
      }
    }
    return Iterator(reader: Reader(events))
  }

  /// Trains to the end, ignoring the events.
  ///
  /// - Returns: how it ended: ``TrainingResult/Reason/interrupted`` if the task was cancelled.
  /// - Throws: ``TrainingError``, as ``Trainer`` does.
  public func result() async throws(TrainingError) -> TrainingResult {
    var iterator = makeAsyncIterator()
    while let event = try await iterator.next(isolation: nil) {
      if case .finished(let result) = event { return result }
    }
    preconditionFailure("a training ended without a result or an error")
  }

  private func train(_ events: TrainingEventQueue) throws(TrainingError) {
    let preparation = PreparationObserver(shouldStop: { events.isStopping }) {
      events.add(.preparing($0))
    }
    let trainer = try Trainer(
      input, options, output: directory, start: start, preparation: preparation)
    _ = try trainer.run(shouldStop: { events.isStopping }, report: events.add)
  }

  /// Iterates over the events; it is not `Sendable`, because only one task at a time may iterate.
  public struct Iterator: AsyncIteratorProtocol {
    fileprivate let reader: Reader

    /// Waits for the next event.
    ///
    /// - Returns: the event; nil when the training is over.
    /// - Throws: ``TrainingError``, as ``Trainer`` does.
    public mutating func next() async throws(TrainingError) -> TrainingEvent? {
      try await next(isolation: nil)
    }

    /// Waits for the next event.
    ///
    /// - Parameter actor: where the caller runs.
    /// - Returns: the event; nil when the training is over.
    /// - Throws: ``TrainingError``, as ``Trainer`` does.
    public mutating func next(
      isolation actor: isolated (any Actor)?
    ) async throws(TrainingError) -> TrainingEvent? {
      let events = reader.events
      return try await withTaskCancellationHandler {
        await events.next()
      } onCancel: {
        events.stop()
      }.get()
    }
  }

  /// Stops the training when the last reference is released.
  fileprivate final class Reader: Sendable {
    let events: TrainingEventQueue

    init(_ events: TrainingEventQueue) { self.events = events }

    deinit { events.stop() }
  }
}

@available(*, unavailable)
extension TrainingRun.Iterator: Sendable {}
