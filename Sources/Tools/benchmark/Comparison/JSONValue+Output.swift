import Formatting

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension JSONValue {
  /// The JSON in the last non-empty line of a program's output.
  init(lastLineOf output: [UInt8]) throws {
    guard let line = output.split(separator: 0x0A).last else {
      throw CommandError("it printed nothing")
    }
    self = try JSONDecoder().decode(JSONValue.self, from: Data(line))
  }
}
