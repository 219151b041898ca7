internal import Formatting

extension API {
  /// The interface as OpenAPI 3 describes it, with the languages and limits of this server.
  var specification: JSONValue {
    .object([
      ("openapi", .string("3.0.3")),
      (
        "info",
        .object([
          ("title", .string("translate")), ("version", .string(ProgramVersion.number)),
          (
            "description",
            .string("Translation with the models of this server. All texts are UTF-8.")
          ),
        ])
      ),
      ("paths", .object(paths)),
      (
        "components",
        .object([("schemas", .object(schemas)), ("securitySchemes", .object(securitySchemes))])
      ),
    ])
  }

  private var securitySchemes: [(String, JSONValue)] {
    [("bearer", .object([("type", .string("http")), ("scheme", .string("bearer"))]))]
  }

  // MARK: - Paths

  private var paths: [(String, JSONValue)] {
    let forms = ["application/json", "application/x-www-form-urlencoded"]
    let json = "application/json"
    return [
      (
        "/translate",
        post(
          "Translates a text, or a list of texts.", forms, translateRequest,
          Schema.response("The translation.", json, Schema.reference("Translated")))
      ),
      (
        "/translate/stream",
        post(
          "Translates lines, and sends each as soon as it is translated.", ["application/json"],
          streamRequest,
          Schema.response("One JSON object per line.", "application/x-ndjson", Schema.string))
      ),
      (
        "/detect",
        post(
          "Tells the language of a text.", forms,
          Schema.record([("q", q), ("api_key", Schema.string)], required: ["q"]),
          Schema.response(
            "The languages that it may be in.", json, Schema.array(of: Schema.reference("Guess"))))
      ),
      (
        "/translate_file",
        post(
          "Translates a file.", ["multipart/form-data"], fileRequest,
          Schema.response(
            "Where the translated file is.", json,
            Schema.record([("translatedFileUrl", Schema.string)], required: ["translatedFileUrl"])))
      ),
      ("/download_file/{name}", download),
      (
        "/languages",
        get(
          "The languages, each with those it can be translated to.", json,
          Schema.array(of: Schema.reference("Language")))
      ),
      (
        "/frontend/settings",
        get(
          "What a page must know.", json,
          Schema.record([("charLimit", Schema.integer)], required: ["charLimit"]))
      ),
      (
        "/health",
        get(
          "Whether the server works.", json,
          Schema.record([("status", Schema.choice(["ok"]))], required: ["status"]))
      ),
      ("/metrics", get("Counts for Prometheus.", "text/plain", Schema.string)),
      ("/spec", get("This description.", json, Schema.type("object"))),
      (
        "/suggest",
        .object([
          (
            "post",
            operation(
              "Refused: this server takes no suggestions.", body: nil,
              answers: [("403", failure("Refused."))])
          )
        ])
      ),
    ]
  }

  private func get(_ summary: String, _ type: String, _ schema: JSONValue) -> JSONValue {
    .object([
      (
        "get",
        operation(summary, body: nil, answers: [("200", Schema.response("Done.", type, schema))])
      )
    ])
  }

  private func post(
    _ summary: String, _ types: [String], _ schema: JSONValue, _ answer: JSONValue
  ) -> JSONValue {
    let body = JSONValue.object([
      ("required", .boolean(true)), ("content", Schema.content(types, schema)),
    ])
    let failures = [
      ("400", "The request says something that cannot be."), ("403", "The key is not known."),
      ("408", "The request took too long to arrive."), ("413", "The request is too long."),
      ("415", "The body is of another type."),
      ("429", "Too many texts are waiting; see Retry-After."),
      ("503", "The translation takes too long."),
    ]
    return .object([
      (
        "post",
        operation(
          summary, body: body, answers: [("200", answer)] + failures.map { ($0, failure($1)) })
      )
    ])
  }

  private var download: JSONValue {
    let name = JSONValue.object([
      ("name", .string("name")), ("in", .string("path")), ("required", .boolean(true)),
      ("schema", Schema.string),
    ])
    let answer = Schema.response(
      "The file.", "application/octet-stream",
      .object([("type", .string("string")), ("format", .string("binary"))]))
    let fields = [
      ("parameters", JSONValue.array([name])), ("summary", .string("A translated file.")),
      ("responses", .object([("200", answer), ("404", failure("There is none of that name."))])),
    ]
    return .object([("get", .object(fields))])
  }

  private func operation(
    _ summary: String, body: JSONValue?, answers: [(String, JSONValue)]
  ) -> JSONValue {
    var fields = [("summary", JSONValue.string(summary))]
    if keys.areRequired {
      fields.append(("security", .array([.object([("bearer", .array([]))])])))
    }
    if let body { fields.append(("requestBody", body)) }
    return .object(fields + [("responses", .object(answers))])
  }

  private func failure(_ description: String) -> JSONValue {
    Schema.response(description, "application/json", Schema.reference("Failure"))
  }

  // MARK: - Requests

  private var q: JSONValue {
    let text = Schema.text(most: options.limits.characters)
    return Schema.either(
      text,
      .object([
        ("type", .string("array")), ("items", Schema.string), ("minItems", .integer(1)),
        ("maxItems", .integer(options.limits.lines)),
      ]))
  }

  private var codes: [String] { models.languages.map(\.code) }

  private var lineFields: [(String, JSONValue)] {
    [
      ("q", q), ("source", Schema.choice(["auto"] + codes)), ("target", Schema.choice(codes)),
      ("alternatives", Schema.integer(from: 0, to: options.limits.alternatives)),
      ("details", Schema.boolean), ("alignments", Schema.boolean),
      ("terms", Schema.table(of: Schema.string)), ("api_key", Schema.string),
    ]
  }

  private var streamRequest: JSONValue {
    Schema.record(lineFields, required: ["q", "source", "target"])
  }

  private var translateRequest: JSONValue {
    Schema.record(
      lineFields + [("format", Schema.choice(["text", "html"]))],
      required: ["q", "source", "target"])
  }

  private var fileRequest: JSONValue {
    Schema.record(
      [
        ("file", .object([("type", .string("string")), ("format", .string("binary"))])),
        ("source", Schema.choice(["auto"] + codes)), ("target", Schema.choice(codes)),
        ("api_key", Schema.string),
      ], required: ["file", "source", "target"])
  }

  // MARK: - Answers

  private var schemas: [(String, JSONValue)] {
    let guess = Schema.reference("Guess")
    let texts = Schema.array(of: Schema.string)
    return [
      ("Failure", Schema.record([("error", Schema.string)], required: ["error"])),
      (
        "Guess",
        Schema.record(
          [("confidence", Schema.number), ("language", Schema.string)],
          required: ["confidence", "language"])
      ),
      (
        "Language",
        Schema.record(
          [("code", Schema.string), ("name", Schema.string), ("targets", texts)],
          required: ["code", "name", "targets"])
      ),
      (
        "Translated",
        Schema.record(
          [
            ("translatedText", Schema.either(Schema.string, texts)),
            ("detectedLanguage", Schema.either(guess, Schema.array(of: guess))),
            ("alternatives", Schema.array(of: Schema.object([]))),
            ("details", Schema.array(of: Schema.object([]))),
          ], required: ["translatedText"])
      ),
    ]
  }
}
