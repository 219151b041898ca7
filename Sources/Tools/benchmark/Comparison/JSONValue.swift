#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Any JSON, as another program has printed it.
enum JSONValue: Codable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  /// The JSON of the last line that is not empty.
  init(lastLineOf output: [UInt8]) throws {
    guard let line = output.split(separator: 0x0A).last else {
      throw CommandError("it printed nothing")
    }
    self = try JSONDecoder().decode(JSONValue.self, from: Data(line))
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .bool(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .string(let value): try container.encode(value)
    case .array(let value): try container.encode(value)
    case .object(let value): try container.encode(value)
    }
  }

  /// The number at the end of a path of keys.
  func number(at path: [String]) -> Double? {
    if case .number(let value) = self, path.isEmpty { return value }
    guard case .object(let members) = self, let key = path.first else { return nil }
    return members[key]?.number(at: Array(path.dropFirst()))
  }
}
