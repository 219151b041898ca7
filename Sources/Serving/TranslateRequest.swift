internal import HTTPTypes
internal import RequestBodies
internal import Seq2Seq

/// What a request asks to be translated, and how.
struct TranslateRequest: Sendable {
  /// What the texts are.
  enum Format: String, Sendable {
    case text, html
  }

  let texts: [String]
  /// Whether the texts came as a list, so that the answer is one.
  let isBatch: Bool
  let source: String
  let target: String
  let format: Format
  let alternatives: Int
  /// Whether scores, candidates and sentences of each line are asked for.
  let wantsDetails: Bool
  let wantsAlignments: Bool
  let terms: Glossary?

  /// Reads and checks the parameters.
  ///
  /// - Throws: `APIError` that names the first one that is missing or wrong.
  init(_ fields: Fields, _ limits: ServingOptions.Limits) throws(APIError) {
    (texts, isBatch) = try Self.texts(fields, limits)
    source = try Self.required("source", fields)
    target = try Self.required("target", fields)
    let format = try fields.text("format") ?? ""
    guard let known = Format(rawValue: format.isEmpty ? "text" : format) else {
      throw APIError(
        .badRequest, "\(format.shown) format is not supported; there are text and html")
    }
    self.format = known
    alternatives = max(0, try fields.number("alternatives") ?? 0)
    if alternatives > limits.alternatives {
      throw .invalid("alternatives parameter must be <= \(limits.alternatives)")
    }
    wantsAlignments = try fields.flag("alignments")
    let wantsDetails = try fields.flag("details")
    self.wantsDetails = wantsDetails || wantsAlignments
    terms = try Self.terms(fields, limits)
  }

  /// The texts to translate or to tell the language of, and whether they came as a list.
  static func texts(
    _ fields: Fields, _ limits: ServingOptions.Limits
  ) throws(APIError) -> (texts: [String], isBatch: Bool) {
    switch fields.values["q"] {
    case nil, .null, .text(""): throw .missing("q")
    case .text(let text):
      try check([text], limits)
      return ([text], false)
    case .texts(let texts):
      if texts.isEmpty { throw .missing("q") }
      try check(texts, limits)
      return (texts, true)
    default: throw .invalid("q must be a string, or a list of strings")
    }
  }

  private static func check(_ texts: [String], _ limits: ServingOptions.Limits) throws(APIError) {
    if texts.count > limits.lines {
      throw .invalid("request (\(texts.count)) exceeds batch limit (\(limits.lines))")
    }
    let count = texts.reduce(0) { $0 + $1.unicodeScalars.count }
    if count > limits.characters {
      throw .invalid("request (\(count)) exceeds text limit (\(limits.characters))")
    }
  }

  static func required(_ name: String, _ fields: Fields) throws(APIError) -> String {
    guard let value = try fields.text(name), !value.isEmpty else { throw .missing(name) }
    return value
  }

  /// Terms as an object of source and target terms, or as the lines of a glossary's file.
  private static func terms(
    _ fields: Fields, _ limits: ServingOptions.Limits
  ) throws(APIError) -> Glossary? {
    let pairs: [(source: String, target: String)]
    switch fields.values["terms"] {
    case nil, .null, .text(""): return nil
    case .table(let table):
      pairs = table.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    case .text(let text):
      let lines = text.split(whereSeparator: \.isNewline)
      pairs = try lines.map { line throws(APIError) in
        guard let tab = line.firstIndex(of: "\t") else {
          throw .invalid("a line of terms has no TAB between source term and target term")
        }
        return (String(line[..<tab]), String(line[line.index(after: tab)...]))
      }
    default: throw .invalid("terms must be an object of terms and their translations")
    }
    if pairs.count > limits.terms {
      throw .invalid("request has \(pairs.count) terms; there may be \(limits.terms)")
    }
    do { return try Glossary(pairs) } catch { throw .invalid("terms: \(error.description)") }
  }

  /// How translations are searched for.
  func options(hasAttention: Bool) -> SearchOptions {
    var options = SearchOptions()
    options.nBest = alternatives + 1
    options.beam = max(options.beam, options.nBest)
    options.terms = terms
    options.keepsAttention = wantsAlignments && hasAttention
    return options
  }
}
