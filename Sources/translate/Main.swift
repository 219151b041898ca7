import ArgumentParser
import Platform
import Seq2Seq

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@main
enum Main {
  /// Runs the command; an error is one line, its exit code 1 for data and 64 for usage.
  static func main() {
    // A reader that goes away, or a limit on file sizes, is told by the write that fails.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    reserveStandardDescriptors()
    Interruption.unblockSignals()
    do {
      var command = try TranslateCommand.parseAsRoot()
      try command.run()
    } catch let code as ExitCode {
      exit(code.rawValue)
    } catch let error as FileError where error.isClosedPipe {
      exit(EXIT_SUCCESS)
    } catch {
      let code = TranslateCommand.exitCode(for: error)
      if code.isSuccess { TranslateCommand.exit(withError: error) }
      StandardError.write("error: \(TranslateCommand.message(for: error))")
      exit(code.rawValue)
    }
  }

  /// Gives standard streams that were closed a file.
  ///
  /// Else the next file opened would get the number of one, and then our output. It is opened the
  /// wrong way round, so reading and writing still fail.
  private static func reserveStandardDescriptors() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) == -1 {
      _ = try? FileDescriptor.open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }
}

extension FileError {
  /// Whether whoever read our output has stopped reading, as `head` does.
  fileprivate var isClosedPipe: Bool { action == .write && reason == .system(code: EPIPE) }
}
