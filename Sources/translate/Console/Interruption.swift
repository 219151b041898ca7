import Platform
import Synchronization

/// The signal that asked this process to end; 0 if none did.
private let received = Atomic<Int32>(0)

/// Ctrl-C, SIGTERM and SIGHUP as a flag that long work checks.
///
/// A second signal ends the process at once.
enum Interruption {
  static let signals = [Signal.interrupt, .terminate, .hangup]

  /// Takes over these signals, unless they are ignored, as under `nohup`.
  static func catchSignals() {
    received.store(0, ordering: .relaxed)
    for signal in signals {
      signal.handle { number in
        let earlier = received.exchange(number, ordering: .relaxed)
        if earlier != 0 { Signal.end(after: number) }
        Signal.say("\nstopping as soon as possible; a second signal ends at once, without saving\n")
      }
    }
  }

  /// Whether one of the signals has arrived.
  static var isRequested: Bool { received.load(ordering: .relaxed) != 0 }

  /// The exit code for the signal: 130 for Ctrl-C.
  static var exitCode: Int32 { Signal.exitCode(received.load(ordering: .relaxed)) }
}
