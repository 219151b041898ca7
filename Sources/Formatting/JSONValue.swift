/// A JSON value to print, whose keys keep their order.
package indirect enum JSONValue: Sendable {
  case string(String)
  case number(Double)
  case integer(Int)
  case boolean(Bool)
  case null
  case array([JSONValue])
  case object([(String, JSONValue)])

  /// A number with at most `decimals` digits after the point.
  package static func rounded(_ number: Double, _ decimals: Int) -> JSONValue {
    .number(Double(number.fixed(decimals)) ?? number)
  }

  /// The value as JSON on several lines; each level is indented by `indent` more spaces.
  package func formatted(indent: Int, level: Int = 0) -> String {
    switch self {
    case .string(let text): Self.quoted(text)
    // JSON has no infinities and no NaN.
    case .number(let number): number.isFinite ? number.description : "null"
    case .integer(let number): number.description
    case .boolean(let value): value.description
    case .null: "null"
    case .array(let values):
      Self.lines(
        values.map { $0.formatted(indent: indent, level: level + 1) },
        between: ("[", "]"), indent: indent, level: level)
    case .object(let fields):
      Self.lines(
        fields.map { "\(Self.quoted($0)): \($1.formatted(indent: indent, level: level + 1))" },
        between: ("{", "}"), indent: indent, level: level)
    }
  }

  /// The value as JSON on one line.
  package var compact: String {
    switch self {
    case .array(let values): "[\(values.map(\.compact).joined(separator: ","))]"
    case .object(let fields):
      "{\(fields.map { "\(Self.quoted($0)):\($1.compact)" }.joined(separator: ","))}"
    case .string, .number, .integer, .boolean, .null: formatted(indent: 0)
    }
  }

  private static func lines(
    _ items: [String], between brackets: (String, String), indent: Int, level: Int
  ) -> String {
    if items.isEmpty { return brackets.0 + brackets.1 }
    let inner = "\n" + String(repeating: " ", count: indent * (level + 1))
    let outer = "\n" + String(repeating: " ", count: indent * level)
    return brackets.0 + inner + items.joined(separator: "," + inner) + outer + brackets.1
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.controlsTerminal:
        let hexadecimal = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - hexadecimal.count) + hexadecimal
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
