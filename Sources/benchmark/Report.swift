import NeuralNetwork
import Seq2Seq

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif
#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Prints a measurement as one line of JSON.
func printLine(_ measurement: some Encodable) throws {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  print(String(decoding: try encoder.encode(measurement), as: UTF8.self))
}

/// The most memory this process has held, in MB.
func peakMemory() -> Double {
  var usage = rusage()
  #if canImport(Darwin)
    getrusage(RUSAGE_SELF, &usage)
    return Double(usage.ru_maxrss) / 1_048_576
  #else
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return Double(usage.ru_maxrss) / 1_024
  #endif
}

/// Seconds that `body` takes.
func seconds(_ body: () throws -> Void) rethrows -> Double {
  let began = monotonicSeconds()
  try body()
  return monotonicSeconds() - began
}

/// Columns as the command line gives them: "1,2".
func columns(_ text: String) throws -> (source: Int, target: Int) {
  let parts = text.split(separator: ",").compactMap { Int($0) }
  guard parts.count == 2 else { throw CommandError("columns are two numbers, as 1,2") }
  return (parts[0], parts[1])
}

struct CommandError: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
