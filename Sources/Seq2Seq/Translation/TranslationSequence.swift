/// The translations of a sequence of lines, in order, as ``TranslationService`` makes them.
///
/// A separate task reads the lines, from when iteration begins until its end, or until the iterator is
/// released. Iterating again reads the lines again.
public struct TranslationSequence: AsyncSequence, Sendable {
  /// The translation of one line.
  public typealias Element = Translation

  /// Adds lines to a call until there are no more, or the call is cancelled.
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

  /// Iterates over the translations; it is not `Sendable`, because only one task at a time may iterate.
  public struct Iterator: AsyncIteratorProtocol {
    fileprivate let course: Course

    /// Waits for the translation of the next line.
    ///
    /// - Returns: the translation; nil after the last line.
    /// - Throws: what the lines throw, or `CancellationError`.
    public mutating func next() async throws -> Translation? {
      try await next(isolation: #isolation)
    }

    /// Waits for the translation of the next line.
    ///
    /// - Parameter actor: where the caller runs.
    /// - Returns: the translation; nil after the last line.
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

/// One iteration; it is cancelled when the last reference is released.
private final class Course: Sendable {
  /// Keeps the service's threads alive during the iteration.
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
