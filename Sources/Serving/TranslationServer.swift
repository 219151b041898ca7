internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
package import Logging
internal import NIOCore
internal import Platform
internal import ServiceLifecycle
package import UnixSignals

/// Why an address cannot be listened at.
package struct ListeningProblem: Error, CustomStringConvertible {
  let address: String
  let reason: String

  /// One line: what is wrong.
  package var description: String {
    "cannot listen at \(address): \(reason.lowercased())"
  }
}

/// The server: it listens until a signal tells it to end, and then answers what it has begun.
package struct TranslationServer: Sendable {
  private let options: ServingOptions
  private let api: API
  private let logger: Logger

  package init(_ models: ServedModels, _ options: ServingOptions, logger: Logger) {
    self.options = options
    self.logger = logger
    api = API(models, options, logger: logger)
  }

  /// Serves until SIGTERM or SIGINT, or until the task is cancelled.
  ///
  /// - Parameters:
  ///   - signals: the signals that end it, after what it has begun is answered.
  ///   - started: is called with the port once requests are answered.
  /// - Throws: an error of the system if the address cannot be listened at.
  package func run(
    signals: [UnixSignal] = [.sigterm, .sigint],
    started: @escaping @Sendable (Int) async -> Void
  ) async throws {
    let limits = options.limits
    let idle = TimeAmount(limits.idleTime)
    let connections = Connections()
    let application = Application(
      responder: Responder(api, connections),
      server: .http1(
        configuration: .init(
          additionalChannelHandlers: [ConnectionGuard(connections, patience: idle)],
          idleTimeout: idle,
          httpDecoderConfiguration: .init(
            maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100))),
      configuration: ApplicationConfiguration(
        address: .hostname(options.host, port: options.port), serverName: "translate",
        availableConnectionsDelegate: .maximum(limits.connections, logger: quiet)),
      onServerRunning: { channel in await started(channel.localAddress?.port ?? 0) },
      logger: quiet)
    var configuration = ServiceGroupConfiguration(
      services: [application], gracefulShutdownSignals: signals, logger: quiet)
    configuration.maximumGracefulShutdownDuration = limits.drainTime
    do {
      try await ServiceGroup(configuration: configuration).run()
    } catch let error as IOError {
      throw ListeningProblem(
        address: "\(options.host):\(options.port)",
        reason: SystemError(code: error.errnoCode).message)
    }
  }

  /// A log of warnings and errors alone, for what talks of itself.
  private var quiet: Logger {
    var logger = logger
    logger.logLevel = .warning
    return logger
  }
}
