internal import NIOCore
internal import NIOPosix
internal import Platform

/// Does some work within a time, after which it is cancelled.
///
/// - Parameters:
///   - time: how long it may take.
///   - error: what is thrown when that is over.
///   - work: the work; it ends soon after its task is cancelled.
/// - Returns: what the work returns.
/// - Throws: what the work throws, or `error`.
func within<Result: Sendable>(
  _ time: Duration, else error: APIError, _ work: @escaping @Sendable () async throws -> Result
) async throws -> Result {
  let isOver = Monitor(false)
  let task = Task { try await work() }
  // `Task.sleep` keeps memory for the whole time, even of a task that was cancelled: of every request, for a minute.
  let alarm = MultiThreadedEventLoopGroup.singleton.any().scheduleTask(in: TimeAmount(time)) {
    isOver.use { $0 = true }
    task.cancel()
  }
  defer { alarm.cancel() }
  do {
    return try await withTaskCancellationHandler {
      try await task.value
    } onCancel: {
      task.cancel()
    }
  } catch let thrown {
    throw isOver.use { $0 } ? error : thrown
  }
}
