import Formatting

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension JSONValue {
  /// The JSON of the last line that is not empty of what a program has printed.
  init(lastLineOf output: [UInt8]) throws {
    guard let line = output.split(separator: 0x0A).last else {
      throw CommandError("it printed nothing")
    }
    self = try JSONDecoder().decode(JSONValue.self, from: Data(line))
  }
}
