import ArgumentParser
import Platform

@main
enum Main {
  /// Runs the command; an error is printed as one line, and the exit code is 1 for data and 64 for usage.
  static func main() {
    do {
      var command = try BLEUCommand.parseAsRoot()
      try command.run()
    } catch {
      let code = BLEUCommand.exitCode(for: error)
      if code.isSuccess { BLEUCommand.exit(withError: error) }
      StandardError.write("bleu: \(BLEUCommand.message(for: error))")
      endProcess(code.rawValue)
    }
  }
}

enum StandardError {
  /// Writes a line to standard error.
  static func write(_ line: String) {
    FileDescriptor.standardError.write(text: line + "\n")
  }
}
