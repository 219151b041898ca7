import ArgumentParser
import Formatting
import Platform

@main
enum Main {
  /// Runs the command; an error is printed as one line, and the exit code is 1 for data and 64 for usage.
  static func main() {
    Signal.brokenPipe.ignore()
    Signal.fileTooLarge.ignore()
    FileDescriptor.reserveStandardStreams()
    do throws(SystemError) {
      try run()
    } catch {
      // The reader of our output has seen enough, as `head` has.
      if error == .brokenPipe { endProcess(0) }
      StandardError.write("bleu: cannot write standard output: \(error.message)")
      endProcess(1)
    }
  }

  /// Throws only errors of standard output.
  private static func run() throws(SystemError) {
    do {
      if let argument = Environment.argumentWithoutText {
        throw ValidationError("\(argument) is not UTF-8; give files names that are")
      }
      var command = try BLEUCommand.parseAsRoot()
      try command.run()
    } catch let error as SystemError {
      throw error
    } catch {
      let code = BLEUCommand.exitCode(for: error)
      if code.isSuccess {
        return try FileDescriptor.standardOutput.write(line: BLEUCommand.fullMessage(for: error))
      }
      StandardError.write("bleu: \(BLEUCommand.message(for: error))")
      endProcess(code.rawValue)
    }
  }
}

enum StandardError {
  /// Writes a line to standard error, in which nothing controls the terminal.
  static func write(_ line: String) {
    FileDescriptor.standardError.write(text: line.visible() + "\n")
  }
}
