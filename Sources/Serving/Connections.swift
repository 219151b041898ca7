package import Hummingbird
internal import NIOCore
internal import Platform

/// The requests that are being answered, by their connections, so that those of clients that are gone can end.
package final class Connections: Sendable {
  private let requests = Monitor<[ObjectIdentifier: @Sendable () -> Void]>([:])

  package init() {}

  /// Does some work for a client; it is cancelled when the client's connection ends.
  func whileOpen<Result: Sendable>(
    _ channel: any Channel, _ work: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    let task = Task { try await work() }
    let id = ObjectIdentifier(channel)
    requests.use { $0[id] = { task.cancel() } }
    defer { _ = requests.use { $0.removeValue(forKey: id) } }
    // It may have ended before it was known here.
    if !channel.isActive { task.cancel() }
    return try await withTaskCancellationHandler {
      try await task.value
    } onCancel: {
      task.cancel()
    }
  }

  /// Says that nobody waits for the answers of a connection.
  func ended(_ channel: any Channel) {
    requests.use { $0[ObjectIdentifier(channel)] }?()
  }
}

/// What is known of a request besides its parts: its connection.
package struct ServingContext: RequestContext {
  package var coreContext: CoreRequestContextStorage
  let channel: any Channel

  package init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    channel = source.channel
  }
}
