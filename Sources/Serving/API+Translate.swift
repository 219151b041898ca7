internal import Formatting
internal import Hummingbird
internal import RequestBodies
internal import Seq2Seq

extension API {
  /// A request with its texts read and its languages found.
  struct Task: Sendable {
    let request: TranslateRequest
    let texts: [SourceText]
    /// The language that was found if the request left it open.
    let detected: LanguageDetector.Guess?
    /// Nil if source and target language are the same.
    let service: TranslationService?
    /// The lines or paragraphs of all texts.
    let lines: [String]
  }

  /// Checks a request, and reads its texts.
  func task(_ fields: Fields) throws(APIError) -> Task {
    let request = try TranslateRequest(fields, options.limits)
    var detected: LanguageDetector.Guess?
    var source = request.source
    if source == "auto" {
      detected = models.detector.guesses(request.texts.joined(separator: "\n")).first
      source = detected?.language ?? ""
    }
    let service = try models.service(
      from: try models.code(of: source), to: try models.code(of: request.target))
    let texts = try request.texts.map { text throws(APIError) in
      try SourceText(text, request.format)
    }
    let lines = texts.flatMap(\.lines)
    if lines.count > options.limits.lines { throw tooMany(lines.count) }
    return Task(
      request: request, texts: texts, detected: detected, service: service, lines: lines)
  }

  /// Translates the texts of a request.
  func translate(_ call: Call) async throws -> Response {
    let task = try task(call.fields)
    log(task.request.texts)
    let translations = try await translations(of: task)
    log(translations?.map(\.text) ?? [])
    return .json(task.answer(translations))
  }

  private func translations(of task: Task) async throws -> [Translation]? {
    guard let service = task.service else { return nil }
    let options = task.request.options(hasAttention: service.hasAttention)
    let translations = try await admission.admit(lines: task.lines.count) {
      try await service.translate(task.lines, options)
    }
    metrics.translated(translations)
    return translations
  }
}

extension API.Task {
  /// The answer in LibreTranslate's form, with what it lacks if that is asked for.
  ///
  /// There is a translation for each line, or nil if nothing was to be translated.
  fileprivate func answer(_ translations: [Translation]?) -> JSONValue {
    var rest = translations?[...] ?? []
    var answers: [(text: String, alternatives: [String], details: [Translation])] = []
    for (text, original) in zip(texts, request.texts) {
      guard translations != nil else {
        answers.append((original, [], []))
        continue
      }
      let own = Array(rest.prefix(text.lines.count))
      rest = rest.dropFirst(own.count)
      answers.append(
        (text.translated(own), text.alternatives(own, count: request.alternatives), own))
    }
    var fields = [("translatedText", perText(answers.map { .string($0.text) }))]
    if let detected {
      fields.append(("detectedLanguage", perText(answers.map { _ in detected.json })))
    }
    if request.alternatives > 0 {
      let lists = answers.map { JSONValue.array($0.alternatives.map { .string($0) }) }
      fields.append(("alternatives", perText(lists)))
    }
    if request.wantsDetails {
      let lists = zip(texts, answers).map { text, answer in
        JSONValue.array(zip(text.lines, answer.details).map { $1.details(of: $0) })
      }
      fields.append(("details", perText(lists)))
    }
    return .object(fields)
  }

  /// A list if the texts came as one, else the only value.
  private func perText(_ values: [JSONValue]) -> JSONValue {
    request.isBatch ? .array(values) : values.first ?? .null
  }
}

extension Translation {
  /// All that is known of the translation of a line: `source`, `score_per_token`, and the keys that the command prints as JSON.
  func details(of line: String) -> JSONValue {
    let score = Double("\(scorePerToken)") ?? Double(scorePerToken)
    return .object(
      [("source", .string(line)), ("score_per_token", .number(score))]
        + jsonFields { candidate in
          candidate.alignment.map { alignment in
            var fields = alignment.fields
            fields.append(
              ("links", .array(alignment.wordLinks.map { .string($0.description) })))
            return .object(fields)
          }
        })
  }
}

extension Alignment {
  /// The fields of its JSON.
  fileprivate var fields: [(String, JSONValue)] {
    if case .object(let fields) = json { fields } else { [] }
  }
}
