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
  try await withThrowingTaskGroup(of: Result.self) { group in
    group.addTask { try await work() }
    group.addTask {
      try await Task.sleep(for: time)
      throw error
    }
    defer { group.cancelAll() }
    guard let result = try await group.next() else { throw CancellationError() }
    return result
  }
}
