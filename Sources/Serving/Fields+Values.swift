internal import HTTPTypes
internal import RequestBodies

extension Fields {
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

extension APIError {
  /// The answer to a body that cannot be read.
  init(_ error: BodyError) {
    switch error {
    case .notJSON: self = .invalid("the body is not a JSON object")
    case .notMultipart: self = .invalid("the body is not multipart/form-data")
    case .otherType:
      self.init(
        .unsupportedMediaType,
        "send application/json, application/x-www-form-urlencoded or multipart/form-data")
    }
  }
}
