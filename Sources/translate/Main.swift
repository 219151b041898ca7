import ArgumentParser
import Platform
import Seq2Seq

@main
enum Main {
  /// Runs the command, and prints an error as one line: exit code 64 for wrong usage, else 1.
  static func main() {
    // A closed pipe or a limit on file sizes makes the write fail, instead of ending the process.
    Signal.brokenPipe.ignore()
    Signal.fileTooLarge.ignore()
    FileDescriptor.reserveStandardStreams()
    Signal.unblock(Interruption.signals)
    do {
      if let argument = Environment.argumentWithoutText {
        throw ValidationError("\(argument) is not UTF-8; give files names that are")
      }
      try run()
      endProcess(0)
    } catch let code as ExitCode {
      endProcess(code.rawValue)
    } catch let error as FileError where error.isClosedPipe {
      endProcess(0)
    } catch {
      endProcess(report(error))
    }
  }

  /// Prints an error as one line, and returns the exit code for it.
  static func report(_ error: any Error, inProcess name: String = "") -> Int32 {
    let advice = Advice.text(for: error).map { "; \($0)" } ?? ""
    let message = OtherNames.corrected(
      TranslateCommand.message(for: error), of: CommandLine.arguments)
    StandardError.write("error: \(name)\(message)\(advice)", evenIfQuiet: true)
    return TranslateCommand.exitCode(for: error).rawValue
  }

  private static func run() throws {
    do {
      try MistakenWord.check(CommandLine.arguments)
      var command = try TranslateCommand.parseAsRoot()
      try command.run()
    } catch  where TranslateCommand.exitCode(for: error).isSuccess {
      // Help, or the version.
      let output = StandardOutput()
      try output.write(TranslateCommand.completed(TranslateCommand.fullMessage(for: error)))
      try output.flush()
    }
  }
}

extension FileError {
  /// Whether the program that reads our output has closed the pipe, as `head` does.
  fileprivate var isClosedPipe: Bool {
    action == .write && reason == .system(code: SystemError.brokenPipe.code)
  }
}
