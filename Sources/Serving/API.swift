internal import Documents
internal import Formatting
internal import HTTPTypes
internal import Hummingbird
package import Logging

/// What the server answers: an endpoint for each path, and what they share.
package final class API: Sendable {
  let options: ServingOptions
  let models: ServedModels
  let metrics = ServingMetrics()
  let admission: Admission
  let keys: APIKeys
  let files = FileStore()
  let logger: Logger
  private let routes: [String: [Route]]

  package init(_ models: ServedModels, _ options: ServingOptions, logger: Logger) {
    self.logger = logger
    self.models = models
    self.options = options
    admission = Admission(limit: options.limits.waitingLines)
    keys = APIKeys(options.keys)
    routes = Dictionary(grouping: Route.all, by: \.path)
  }

  /// The routes of a path; nil if there is none.
  func routes(for path: String) -> [Route]? {
    routes[path.hasPrefix(FileStore.path) ? FileStore.path : path]
  }

  /// Writes texts to the log, if that was asked for.
  func log(_ texts: [String]) {
    guard options.logsText else { return }
    for text in texts { logger.info("\(text.visible())") }
  }
}

/// What answers the requests of a method for a path.
struct Route: Sendable {
  let method: HTTPRequest.Method
  let path: String
  /// Whether a request needs a key, if the server has any.
  var needsKey = true
  let answer: @Sendable (API, Call) async throws -> Response

  static let all =
    Page.routes + [
      Route(method: .post, path: "/translate") { try await $0.translate($1) },
      Route(method: .post, path: "/translate/stream") { try $0.stream($1) },
      Route(method: .post, path: "/translate_file") { try await $0.translateFile($1) },
      Route(method: .get, path: FileStore.path, needsKey: false) { try $0.download($1) },
      Route(method: .post, path: "/suggest") { _, _ in
        throw APIError(.forbidden, "this server takes no suggestions")
      },
      Route(method: .get, path: "/metrics") { api, _ in
        .text(
          api.metrics.text(waitingLines: api.admission.lines),
          type: "text/plain; version=0.0.4; charset=utf-8")
      },
      Route(method: .get, path: "/frontend/settings", needsKey: false) { api, _ in api.settings },
      Route(method: .get, path: "/spec", needsKey: false) { api, _ in .json(api.specification) },
      Route(method: .post, path: "/detect") { try $0.detect($1) },
      Route(method: .get, path: "/languages", needsKey: false) { api, _ in api.languages },
      Route(method: .get, path: "/health", needsKey: false) { _, _ in
        .json(.object([("status", .string("ok"))]))
      },
    ]
}

// MARK: - Short answers

extension API {
  /// The languages, each with those it can be translated to.
  var languages: Response {
    .json(
      .array(
        models.languages.map { language in
          .object([
            ("code", .string(language.code)), ("name", .string(language.name)),
            ("targets", .array(language.targets.map { .string($0) })),
          ])
        }))
  }

  /// What a page must know before it asks.
  var settings: Response {
    let first = models.languages.first { $0.targets.count > 1 }
    let target = first?.targets.first { $0 != first?.code }
    let endings = DocumentFormat.allCases.flatMap(\.fileEndings)
    return .json(
      .object([
        ("apiKeys", .boolean(keys.areRequired)), ("charLimit", .integer(options.limits.characters)),
        ("filesTranslation", .boolean(true)), ("frontendTimeout", .integer(500)),
        ("keyRequired", .boolean(keys.areRequired)),
        (
          "language",
          .object([
            ("source", named(first?.code ?? "")), ("target", named(target ?? "")),
          ])
        ),
        ("suggestions", .boolean(false)),
        ("supportedFilesFormat", .array(endings.map { .string(".\($0)") })),
      ]))
  }

  private func named(_ code: String) -> JSONValue {
    let name = models.languages.first { $0.code == code }?.name ?? code
    return .object([("code", .string(code)), ("name", .string(name))])
  }

  /// The languages that a text may be in, the likeliest first.
  func detect(_ call: Call) throws(APIError) -> Response {
    let texts = try TranslateRequest.texts(call.fields, options.limits).texts
    let guesses = models.detector.guesses(texts.joined(separator: "\n"))
    return .json(.array(guesses.filter { $0.confidence > 0 || guesses.count == 1 }.map(\.json)))
  }
}

extension LanguageDetector.Guess {
  var json: JSONValue {
    .object([("confidence", .number(confidence)), ("language", .string(language))])
  }
}
