import ArgumentParser
import Platform
import Seq2Seq

@main
enum Main {
  /// Runs the command; an error is one line, its exit code 1 for data and 64 for usage.
  static func main() {
    // A reader that goes away, or a limit on file sizes, is told by the write that fails.
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
  /// Whether whoever read our output has stopped reading, as `head` does.
  fileprivate var isClosedPipe: Bool {
    action == .write && reason == .system(code: SystemError.brokenPipe.code)
  }
}
