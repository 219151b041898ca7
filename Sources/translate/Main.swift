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
      var command = try TranslateCommand.parseAsRoot()
      try command.run()
    } catch let code as ExitCode {
      endProcess(code.rawValue)
    } catch let error as FileError where error.isClosedPipe {
      endProcess(0)
    } catch {
      let code = TranslateCommand.exitCode(for: error)
      if code.isSuccess { TranslateCommand.exit(withError: error) }
      let advice = Advice.text(for: error).map { "; \($0)" } ?? ""
      StandardError.write("error: \(TranslateCommand.message(for: error))\(advice)")
      endProcess(code.rawValue)
    }
  }
}

extension FileError {
  /// Whether the program that reads our output has closed the pipe, as `head` does.
  fileprivate var isClosedPipe: Bool {
    action == .write && reason == .system(code: SystemError.brokenPipe.code)
  }
}
