#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// JSON with sorted keys: the same bytes for the same value.
func stableJSON(_ value: some Encodable) -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  guard let data = try? encoder.encode(value) else {
    preconditionFailure("a value of strings and numbers cannot be written as JSON")
  }
  return String(decoding: data, as: UTF8.self)
}

/// The value in JSON text; nil if it cannot be decoded.
func decodeJSON<Value: Decodable>(_ type: Value.Type, _ text: String) -> Value? {
  try? JSONDecoder().decode(type, from: Data(text.utf8))
}
