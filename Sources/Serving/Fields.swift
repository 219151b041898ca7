internal import FoundationEssentials
internal import HTTPTypes

/// The parameters of a request: from JSON, a form, a form with files, or the query.
struct Fields: Sendable {
  /// A file that came with the request.
  struct File: Sendable {
    let name: String
    let bytes: [UInt8]
  }

  private(set) var values: [String: FieldValue] = [:]
  private(set) var file: File?

  /// Reads the query and the body of a request.
  ///
  /// - Throws: `APIError` if the body is not what its type says.
  init(query: String?, body: [UInt8], contentType: String?) throws(APIError) {
    if let query { add(FormBody.fields(of: query.utf8)) }
    let type = contentType ?? ""
    let kind = type.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
    if kind == "application/json" || kind.hasSuffix("+json") {
      try addJSON(body)
    } else if kind == "multipart/form-data" {
      guard let parts = MultipartBody(body, contentType: type)?.parts else {
        throw .invalid("the body is not multipart/form-data")
      }
      for part in parts {
        if let name = part.fileName {
          file = File(name: name, bytes: part.bytes)
        } else {
          values[part.name] = .text(String(decoding: part.bytes, as: UTF8.self))
        }
      }
    } else if kind == "application/x-www-form-urlencoded" {
      add(FormBody.fields(of: body))
    } else if !body.isEmpty {
      throw APIError(
        .unsupportedMediaType,
        "send application/json, application/x-www-form-urlencoded or multipart/form-data")
    }
  }

  private mutating func add(_ fields: [(name: String, value: String)]) {
    for field in fields { values[field.name] = .text(field.value) }
  }

  private mutating func addJSON(_ body: [UInt8]) throws(APIError) {
    do {
      let fields = try JSONDecoder().decode([String: FieldValue].self, from: Data(body))
      values.merge(fields) { $1 }
    } catch {
      throw .invalid("the body is not a JSON object")
    }
  }

  // MARK: - Values

  /// A text; nil if it is missing or null.
  func text(_ name: String) throws(APIError) -> String? {
    switch values[name] {
    case nil, .null: return nil
    case .text(let text): return text
    default: throw .invalid("\(name) must be a string")
    }
  }

  /// A whole number, which forms and some clients give as text.
  func number(_ name: String) throws(APIError) -> Int? {
    switch values[name] {
    case nil, .null, .text(""): return nil
    case .number(let number) where abs(number) < 1e9: return Int(number)
    case .text(let text):
      if let number = Int(text) { return number }
    default: break
    }
    throw .invalid("\(name) parameter is not a number")
  }

  /// Whether something is asked for.
  func flag(_ name: String) throws(APIError) -> Bool {
    switch values[name] {
    case nil, .null, .text(""), .flag(false), .text("false"), .text("0"), .number(0): return false
    case .flag(true), .text("true"), .text("1"), .number(1): return true
    default: throw .invalid("\(name) must be true or false")
    }
  }
}

/// The value of a parameter.
enum FieldValue: Sendable, Decodable {
  case text(String)
  case texts([String])
  case number(Double)
  case flag(Bool)
  case table([String: String])
  case null
  /// A value that no parameter has.
  case other

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    // Most parameters are texts, and a failed attempt takes its time.
    if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if container.decodeNil() {
      self = .null
    } else if let texts = try? container.decode([String].self) {
      self = .texts(texts)
    } else if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let table = try? container.decode([String: String].self) {
      self = .table(table)
    } else {
      self = .other
    }
  }
}
