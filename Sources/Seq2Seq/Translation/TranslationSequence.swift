/// The translations of a sequence of lines, in order, as ``TranslationService`` makes them.
///
/// Lines are read by a task of its own, from when iteration begins until its end, and until the
/// iterator is gone at the latest. To iterate again is to read the lines again.
public struct TranslationSequence: AsyncSequence, Sendable {
  /// What became of one line.
  public typealias Element = Translation

  /// Hands lines to a call until there are no more, or the call is no more.
  typealias Feed = @Sendable (_ queue: TranslationQueue, _ call: Int) async throws -> Void

  let service: TranslationService
  let queue: TranslationQueue
  let settings: TranslationBatch.Settings
  let feed: Feed

  init(
    service: TranslationService, queue: TranslationQueue, settings: TranslationBatch.Settings,
    feed: @escaping Feed
  ) {
    self.service = service
    self.queue = queue
    self.settings = settings
    self.feed = feed
  }

  /// Begins to read lines.
  ///
  /// - Returns: an iterator over their translations.
  public func makeAsyncIterator() -> Iterator { Iterator(course: Course(self)) }

  /// Takes one translation after the other; not `Sendable`: one task at a time iterates.
  public struct Iterator: AsyncIteratorProtocol {
    fileprivate let course: Course

    /// The next line's translation, when it is made.
    ///
    /// - Returns: nil after the last line.
    /// - Throws: what the lines throw, or `CancellationError`.
    public mutating func next() async throws -> Translation? {
      try await next(isolation: #isolation)
    }

    /// The next line's translation, when it is made.
    ///
    /// - Parameter actor: where the caller runs.
    /// - Returns: nil after the last line.
    /// - Throws: what the lines throw, or `CancellationError`.
    public mutating func next(
      isolation actor: isolated (any Actor)?
    ) async throws(any Error) -> Translation? {
      try await course.next()
    }
  }
}

@available(*, unavailable)
extension TranslationSequence.Iterator: Sendable {}

/// One iteration: ends with its last reference.
private final class Course: Sendable {
  /// Held, so that its threads are there for as long as there are lines.
  let service: TranslationService
  let queue: TranslationQueue
  let call: Int
  let reading: Task<Void, Never>

  init(_ sequence: TranslationSequence) {
    service = sequence.service
    let (queue, feed) = (sequence.queue, sequence.feed)
    let call = queue.open(sequence.settings)
    (self.queue, self.call) = (queue, call)
    reading = Task {
      do {
        try await feed(queue, call)
        queue.complete(call)
      } catch {
        queue.complete(call, failure: error)
      }
    }
  }

  deinit { cancel() }

  func cancel() {
    reading.cancel()
    queue.cancel(call)
  }

  func next() async throws -> Translation? {
    let next = await withTaskCancellationHandler {
      await queue.next(of: call)
    } onCancel: {
      cancel()
    }
    switch next {
    case .translation(let translation): return translation
    case .failure(let error): throw error
    case .cancelled where Task.isCancelled: throw CancellationError()
    // The end was reported already.
    case .end, .later, .cancelled: return nil
    }
  }
}
