import Foundation
import Logging
import Seq2Seq
import Serving
import Testing

/// A server of this process with the model that comes with the project.
enum TestServer {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  static let model = root.appendingPathComponent("models/phrasebook/model.safetensors").path

  private static let service = Task { try await TranslationService(modelAt: model, threads: 1) }

  static func models() async throws -> ServedModels {
    let service = try await service.value
    return try await ServedModels([model]) { _ in service }
  }

  /// Starts a server on a free port, and ends it after `body`.
  static func run(
    _ change: (inout ServingOptions) -> Void = { _ in }, logger: Logger? = nil,
    _ body: @escaping @Sendable (TestClient) async throws -> Void
  ) async throws {
    var options = ServingOptions()
    options.port = 0
    change(&options)
    let server = TranslationServer(try await models(), options, logger: logger ?? quiet)
    let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        defer { continuation.finish() }
        try await server.run(signals: []) { continuation.yield($0) }
      }
      group.addTask {
        var iterator = ports.makeAsyncIterator()
        let port = try #require(await iterator.next())
        try await body(TestClient(port: port))
      }
      // The server runs until the tests are done with it.
      try await group.next()
      group.cancelAll()
      while (try? await group.next()) != nil {}
    }
  }

  static var quiet: Logger {
    var logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    logger.logLevel = .critical
    return logger
  }
}
