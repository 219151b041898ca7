import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The signal that asked this process to end; 0: none did.
private let received = Atomic<Int32>(0)

/// Ctrl-C and the polite request to end (SIGTERM), turned into a question that work can ask.
///
/// The second signal ends the process at once.
enum Interruption {
  private static let signals = [SIGINT, SIGTERM]

  /// Lets the signals through: a program started from a thread that blocks them inherits that.
  static func unblockSignals() {
    var set = sigset_t()
    sigemptyset(&set)
    for number in signals { sigaddset(&set, number) }
    pthread_sigmask(SIG_UNBLOCK, &set, nil)
  }

  /// Takes over SIGINT and SIGTERM, unless they are ignored, as under `nohup`.
  static func catchSignals() {
    received.store(0, ordering: .relaxed)
    let handler: @convention(c) (Int32) -> Void = { number in
      let earlier = received.exchange(number, ordering: .relaxed)
      if earlier != 0 { _exit(128 + number) }
      Interruption.announce()
    }
    for number in signals {
      let earlier = signal(number, handler)
      if unsafeBitCast(earlier, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) {
        signal(number, SIG_IGN)
      }
    }
  }

  /// Whether a signal came.
  static var isRequested: Bool { received.load(ordering: .relaxed) != 0 }

  /// The exit code that tells of the signal: 130 for Ctrl-C.
  static var exitCode: Int32 { 128 + received.load(ordering: .relaxed) }

  /// Nothing but `write` is allowed here: a signal may come amid anything.
  private static func announce() {
    let text: StaticString = "\nstopping after this update; once more ends at once, unsaved\n"
    _ = write(STDERR_FILENO, text.utf8Start, text.utf8CodeUnitCount)
  }
}
