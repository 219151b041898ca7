#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
import Platform
import Seq2Seq

/// Prints a measurement as one line of JSON.
func printLine(_ measurement: some Encodable) throws {
  let line = try jsonText(measurement)
  do {
    try FileDescriptor.standardOutput.write(line: line)
  } catch {
    throw CommandError("cannot write standard output: \(error.message)")
  }
}

/// A measurement as JSON, on one line unless it is to be pretty.
func jsonText(_ measurement: some Encodable, isPretty: Bool = false) throws -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  if isPretty { encoder.outputFormatting.insert(.prettyPrinted) }
  return String(decoding: try encoder.encode(measurement), as: UTF8.self)
}

/// Writes a message to standard error; standard output is for measurements only.
func note(_ text: String) {
  FileDescriptor.standardError.write(text: "\(text)\n")
}

/// The peak memory of this process, in MB.
func peakMemory() -> Double {
  Double(Environment.largestMemory) / 1_048_576
}

/// Seconds that `body` takes.
func seconds(_ body: () throws -> Void) rethrows -> Double {
  let began = monotonicSeconds()
  try body()
  return monotonicSeconds() - began
}

struct CommandError: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
