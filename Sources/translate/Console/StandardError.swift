import Platform

/// Standard error: for everything that is no result.
enum StandardError {
  /// Writes a line; if nobody can read it, it is lost.
  static func write(_ line: String) { writeText(line + "\n") }

  /// Writes text without a line's end.
  static func writeText(_ text: String) { FileDescriptor.standardError.write(text: text) }

  static var isTerminal: Bool { FileDescriptor.standardError.isTerminal }

  /// Characters in a line of the terminal.
  static var width: Int { FileDescriptor.standardError.columns ?? 80 }
}
