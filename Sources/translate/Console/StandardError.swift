import Formatting
import Platform
import Synchronization

/// Whether only errors, and what options ask for, are written.
private let isQuiet = Atomic<Bool>(false)

/// Standard error, for everything but results.
enum StandardError {
  /// From now on, writes only errors and what options ask for.
  static func beQuiet() { isQuiet.store(true, ordering: .relaxed) }

  /// Writes a line, in which nothing controls the terminal, and ignores errors.
  static func write(_ line: String, evenIfQuiet: Bool = false) {
    writeText(line.visible() + "\n", evenIfQuiet: evenIfQuiet)
  }

  /// Writes text without a line end.
  static func writeText(_ text: String, evenIfQuiet: Bool = false) {
    if isQuiet.load(ordering: .relaxed) && !evenIfQuiet { return }
    FileDescriptor.standardError.write(text: text)
  }

  static var isTerminal: Bool { FileDescriptor.standardError.isTerminal }

  /// Characters per line of the terminal.
  static var width: Int { FileDescriptor.standardError.columns ?? 80 }
}
