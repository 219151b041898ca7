internal import HTTPTypes
package import Hummingbird
internal import Logging
internal import NIOCore
internal import RequestBodies

/// Reads requests, has the API answer them, and adds what all responses have.
package struct Responder: HTTPResponder {
  private let api: API
  private let connections: Connections

  package init(_ api: API, _ connections: Connections) {
    self.api = api
    self.connections = connections
  }

  package func respond(
    to request: Request, context: ServingContext
  ) async throws -> Response {
    api.metrics.began()
    let start = ContinuousClock.now
    // The path of the route: what clients make up would be a metric of its own for each.
    let path = api.routes(for: request.uri.path)?.first?.path ?? "other"
    var response: Response
    do {
      response = try await answer(request, context.channel)
    } catch let error as APIError {
      response = .error(error)
    } catch is CancellationError {
      // Nobody waits for the answer any more.
      response = .error(APIError(.init(code: 499), "the client is gone"))
    } catch {
      api.logger.error("\(request.method) \(path): \(error)")
      response = .error(APIError(.internalServerError, "the server made a mistake; see its log"))
    }
    if request.method == .head { response = response.createHeadResponse() }
    for (name, value) in SecurityHeaders.fields where response.headers[name] == nil {
      response.headers[name] = value
    }
    if let origin = api.options.allowedOrigin { response.headers.allow(origin: origin) }
    let seconds = start.duration(to: .now) / .seconds(1)
    api.metrics.ended(path: path, status: response.status.code, seconds: seconds)
    api.logger.info(
      "\(request.method) \(path) \(response.status.code) \((seconds * 10_000).rounded() / 10) ms")
    return response
  }

  private func answer(_ request: Request, _ channel: any Channel) async throws -> Response {
    guard let routes = api.routes(for: request.uri.path) else {
      throw APIError(.notFound, "there is nothing here; /spec lists all paths")
    }
    let method = request.method == .head ? .get : request.method
    if method == .options, api.options.allowedOrigin != nil { return Response(status: .noContent) }
    guard let route = routes.first(where: { $0.method == method }) else {
      var error = APIError(.methodNotAllowed, "this path has no \(request.method)")
      error.allowedMethods = routes.map(\.method.rawValue).sorted().joined(separator: ", ")
      throw error
    }
    let api = api
    let limits = api.options.limits
    if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limits.bodyBytes
    {
      throw APIError.tooLarge(limits.bodyBytes)
    }
    return try await connections.whileOpen(channel) {
      let late = APIError.tooLate(.requestTimeout, "the request took too long to arrive")
      let bytes = try await within(limits.time, else: late) {
        try await Self.bytes(of: request.body, limit: limits.bodyBytes)
      }
      let call = Call(
        path: request.uri.path, host: request.head.authority ?? "", headers: request.headers,
        fields: try Self.fields(of: request, bytes))
      if route.needsKey { try api.keys.check(try call.key) }
      let slow = APIError(.serviceUnavailable, "this takes too long; send less text at once")
      return try await within(limits.time, else: slow) { try await route.answer(api, call) }
    }
  }

  private static func fields(of request: Request, _ body: [UInt8]) throws(APIError) -> Fields {
    do {
      return try Fields(
        query: request.uri.query, body: body, contentType: request.headers[.contentType])
    } catch {
      throw APIError(error)
    }
  }

  private static func bytes(of body: RequestBody, limit: Int) async throws -> [UInt8] {
    var bytes: [UInt8] = []
    for try await part in body {
      if bytes.count + part.readableBytes > limit { throw APIError.tooLarge(limit) }
      bytes.append(contentsOf: part.readableBytesView)
    }
    return bytes
  }
}

/// The headers that keep browsers from doing more with an answer than to show it.
enum SecurityHeaders {
  static let fields: [(HTTPField.Name, String)] = [
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ("Cache-Control", "no-store"),
  ].compactMap { name, value in HTTPField.Name(name).map { ($0, value) } }
}

extension HTTPFields {
  /// Lets the pages of an origin read the response.
  mutating func allow(origin: String) {
    let fields = [
      ("Access-Control-Allow-Origin", origin),
      ("Access-Control-Allow-Methods", "GET, POST"),
      ("Access-Control-Allow-Headers", "Content-Type, Authorization"),
      ("Cross-Origin-Resource-Policy", "cross-origin"),
      ("Vary", "Origin"),
    ]
    for (name, value) in fields {
      if let name = HTTPField.Name(name) { self[name] = value }
    }
  }
}
