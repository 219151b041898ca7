import Formatting
import Platform

/// Standard error, for everything but results.
enum StandardError {
  /// Writes a line, in which nothing controls the terminal, and ignores errors.
  static func write(_ line: String) { writeText(line.visible() + "\n") }

  /// Writes text without a line end.
  static func writeText(_ text: String) { FileDescriptor.standardError.write(text: text) }

  static var isTerminal: Bool { FileDescriptor.standardError.isTerminal }

  /// Characters per line of the terminal.
  static var width: Int { FileDescriptor.standardError.columns ?? 80 }
}
