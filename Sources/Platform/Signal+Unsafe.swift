#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// The signals of the system that we handle.
package enum Signal: Sendable, CaseIterable {
  /// Ctrl-C.
  case interrupt
  /// A request to end the process.
  case terminate
  /// The terminal was closed.
  case hangup
  /// The reader of our output has closed the pipe.
  case brokenPipe
  /// A file would exceed the size limit of the process.
  case fileTooLarge
  /// The processor does not have an instruction.
  case illegalInstruction

  package var number: Int32 {
    switch self {
    case .interrupt: SIGINT
    case .terminate: SIGTERM
    case .hangup: SIGHUP
    case .brokenPipe: SIGPIPE
    case .fileTooLarge: SIGXFSZ
    case .illegalInstruction: SIGILL
    }
  }

  /// Ignores the signal: the process continues, and the call that caused the signal fails.
  package func ignore() { signal(number, SIG_IGN) }

  /// Unblocks signals, because a program inherits the blocked signals of the thread that starts it.
  package static func unblock(_ signals: [Signal]) {
    var set = sigset_t()
    unsafe sigemptyset(&set)
    for signal in signals { unsafe sigaddset(&set, signal.number) }
    unsafe pthread_sigmask(SIG_UNBLOCK, &set, nil)
  }

  /// Installs a handler, unless the signal is ignored, as under `nohup`.
  ///
  /// - Parameter handler: gets the signal's number. It can interrupt any code, so it may only use atomic
  ///   values, ``say(_:)`` and ``end(after:)``.
  package func handle(_ handler: @convention(c) (Int32) -> Void) {
    let earlier = signal(number, handler)
    if unsafe unsafeBitCast(earlier, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) {
      ignore()
    }
  }

  /// Writes to standard error from a handler.
  package static func say(_ text: StaticString) {
    _ = unsafe write(STDERR_FILENO, text.utf8Start, text.utf8CodeUnitCount)
  }

  /// Ends the process from a handler: nothing is saved, and the exit code is ``exitCode(_:)``.
  package static func end(after number: Int32) -> Never { _exit(exitCode(number)) }

  /// The exit code of a process that a signal has ended, such as 130 for Ctrl-C.
  package static func exitCode(_ number: Int32) -> Int32 { 128 + number }
}
