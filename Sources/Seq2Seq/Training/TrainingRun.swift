internal import Platform

/// A training for an app or a server: on a thread of its own, told as a sequence of events.
///
///     let run = TrainingRun(input, options, output: "models/mine")
///     for try await event in run {
///       if case .validated(let report) = event { print(report.bleu) }
///     }
///
/// The thread begins with the iteration. It reads the corpus, trains as ``Trainer`` does and with the
/// same result, and holds no thread that tasks run on. When the task that iterates is cancelled, the
/// training saves and ends, and the last event says so: to iterate on is to wait until that is done.
/// While nobody takes events, those of progress give way to later ones; when many others are not
/// taken, the training waits. If the iterator is gone, it saves and ends, too.
public struct TrainingRun: AsyncSequence, Sendable {
  /// What happens in a training.
  public typealias Element = TrainingEvent
  /// Why it cannot begin, or cannot go on.
  public typealias Failure = TrainingError

  private let input: TrainingInput
  private let options: TrainingOptions
  private let directory: String
  private let start: Trainer.Start

  /// A training that begins when events are asked for; see ``Trainer/init(_:_:output:start:preparation:)``.
  public init(
    _ input: TrainingInput, _ options: TrainingOptions, output directory: String,
    start: Trainer.Start = .resumeIfSame
  ) {
    self.input = input
    self.options = options
    self.directory = directory
    self.start = start
  }

  /// Begins to train.
  ///
  /// - Returns: an iterator over what happens.
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

  /// Trains to the end, and passes over the events.
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

  /// Takes one event after the other; not `Sendable`: one task at a time iterates.
  public struct Iterator: AsyncIteratorProtocol {
    fileprivate let reader: Reader

    /// The next event, when it happens; nil: the training is over.
    ///
    /// - Throws: ``TrainingError``, as ``Trainer`` does.
    public mutating func next() async throws(TrainingError) -> TrainingEvent? {
      try await next(isolation: nil)
    }

    /// The next event, when it happens; nil: the training is over.
    ///
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

  /// Stops the training with its last reference.
  fileprivate final class Reader: Sendable {
    let events: TrainingEventQueue

    init(_ events: TrainingEventQueue) { self.events = events }

    deinit { events.stop() }
  }
}

@available(*, unavailable)
extension TrainingRun.Iterator: Sendable {}
