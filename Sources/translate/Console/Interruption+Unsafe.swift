#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension Interruption {
  /// Lets the signals through: a program started from a thread that blocks them inherits that.
  static func unblockSignals() {
    var set = sigset_t()
    unsafe sigemptyset(&set)
    for number in signals { unsafe sigaddset(&set, number) }
    unsafe pthread_sigmask(SIG_UNBLOCK, &set, nil)
  }

  /// Has a signal handled, unless it is ignored.
  static func handle(_ number: Int32, _ handler: @convention(c) (Int32) -> Void) {
    let earlier = signal(number, handler)
    if unsafe unsafeBitCast(earlier, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) {
      signal(number, SIG_IGN)
    }
  }

  /// Nothing but `write` is allowed here: a signal may come amid anything.
  static func announce() {
    let text: StaticString = "\nstopping after this update; once more ends at once, unsaved\n"
    _ = unsafe write(STDERR_FILENO, text.utf8Start, text.utf8CodeUnitCount)
  }
}
