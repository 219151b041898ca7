#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// What the system may send to this process.
package enum Signal: Sendable, CaseIterable {
  /// Ctrl-C.
  case interrupt
  /// The polite request to end.
  case terminate
  /// Whoever read our output has stopped reading.
  case brokenPipe
  /// A file grows past the size that the system allows.
  case fileTooLarge
  /// The processor does not know an instruction.
  case illegalInstruction

  package var number: Int32 {
    switch self {
    case .interrupt: SIGINT
    case .terminate: SIGTERM
    case .brokenPipe: SIGPIPE
    case .fileTooLarge: SIGXFSZ
    case .illegalInstruction: SIGILL
    }
  }

  /// Lets this process go on as if the signal had not come: the call that caused it fails.
  package func ignore() { signal(number, SIG_IGN) }

  /// Lets signals through: a program that is started from a thread that blocks them inherits that.
  package static func unblock(_ signals: [Signal]) {
    var set = sigset_t()
    unsafe sigemptyset(&set)
    for signal in signals { unsafe sigaddset(&set, signal.number) }
    unsafe pthread_sigmask(SIG_UNBLOCK, &set, nil)
  }

  /// Has the signal handled, unless it is ignored, as under `nohup`.
  ///
  /// - Parameter handler: gets the signal's number. It may come amid anything, so it may only use atomic
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

  /// Ends the process from a handler: nothing is saved, and the exit code tells of the signal.
  package static func end(after number: Int32) -> Never { _exit(exitCode(number)) }

  /// The exit code of a process that a signal has ended: 130 for Ctrl-C.
  package static func exitCode(_ number: Int32) -> Int32 { 128 + number }
}
