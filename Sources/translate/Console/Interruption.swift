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
  static let signals = [SIGINT, SIGTERM]

  /// Takes over SIGINT and SIGTERM, unless they are ignored, as under `nohup`.
  static func catchSignals() {
    received.store(0, ordering: .relaxed)
    let handler: @convention(c) (Int32) -> Void = { number in
      let earlier = received.exchange(number, ordering: .relaxed)
      if earlier != 0 { _exit(128 + number) }
      Interruption.announce()
    }
    for number in signals { handle(number, handler) }
  }

  /// Whether a signal came.
  static var isRequested: Bool { received.load(ordering: .relaxed) != 0 }

  /// The exit code that tells of the signal: 130 for Ctrl-C.
  static var exitCode: Int32 { 128 + received.load(ordering: .relaxed) }
}
