internal import Formatting

/// Builds the schemas of the specification.
enum Schema {
  static let string = type("string")
  static let boolean = type("boolean")
  static let number = type("number")
  static let integer = type("integer")

  static func type(_ name: String) -> JSONValue { object([("type", .string(name))]) }

  static func object(_ fields: [(String, JSONValue)]) -> JSONValue { .object(fields) }

  static func integer(from least: Int, to most: Int) -> JSONValue {
    object([
      ("type", .string("integer")), ("minimum", .integer(least)), ("maximum", .integer(most)),
    ])
  }

  static func choice(_ values: [String]) -> JSONValue {
    object([("type", .string("string")), ("enum", .array(values.map { .string($0) }))])
  }

  static func text(most characters: Int) -> JSONValue {
    object([
      ("type", .string("string")), ("minLength", .integer(1)), ("maxLength", .integer(characters)),
    ])
  }

  static func array(of items: JSONValue) -> JSONValue {
    object([("type", .string("array")), ("items", items)])
  }

  static func table(of values: JSONValue) -> JSONValue {
    object([("type", .string("object")), ("additionalProperties", values)])
  }

  static func either(_ schemas: JSONValue...) -> JSONValue { object([("oneOf", .array(schemas))]) }

  static func record(
    _ fields: [(String, JSONValue)], required: [String] = []
  ) -> JSONValue {
    var schema: [(String, JSONValue)] = [
      ("type", .string("object")), ("properties", .object(fields)),
    ]
    if !required.isEmpty { schema.append(("required", .array(required.map { .string($0) }))) }
    return .object(schema)
  }

  static func reference(_ name: String) -> JSONValue {
    object([("$ref", .string("#/components/schemas/\(name)"))])
  }

  /// The content of a body, of one schema in several types.
  static func content(_ types: [String], _ schema: JSONValue) -> JSONValue {
    .object(types.map { ($0, .object([("schema", schema)])) })
  }

  static func response(_ description: String, _ type: String, _ schema: JSONValue) -> JSONValue {
    object([("description", .string(description)), ("content", content([type], schema))])
  }
}
