import NeuralNetwork
import Platform
import Synchronization

/// What the handler says.
private enum Words {
  static let alone = 0
  static let together = 1
  static let nothing = 2
}
private let words = Atomic<Int>(Words.alone)

/// The signal that asked this process to end; 0 if none did.
private let received = Atomic<Int32>(0)

/// Ctrl-C, SIGTERM and SIGHUP as a flag that long work checks.
///
/// A second signal ends the process at once.
enum Interruption {
  static let signals = [Signal.interrupt, .terminate, .hangup]

  /// Takes over these signals, unless they are ignored, as under `nohup`.
  ///
  /// - Parameter processes: those that train together: their starter passes a signal on to all, and the first says so.
  static func catchSignals(_ processes: any Collective) {
    received.store(0, ordering: .relaxed)
    if processes.size > 1 {
      words.store(processes.isFirst ? Words.together : Words.nothing, ordering: .relaxed)
    }
    for signal in signals {
      signal.handle { number in
        let earlier = received.exchange(number, ordering: .relaxed)
        if earlier != 0 { Signal.end(after: number) }
        switch words.load(ordering: .relaxed) {
        case Words.alone:
          Signal.say(
            "\nstopping as soon as possible; a second signal ends at once, without saving\n")
        case Words.together:
          // MPI's starter also sends a signal if it ends all because one process has failed.
          Signal.say(
            "\nstopping all processes; the same command resumes, even if one has failed\n")
        default: break
        }
      }
    }
  }

  /// Whether one of the signals has arrived.
  static var isRequested: Bool { received.load(ordering: .relaxed) != 0 }

  /// The exit code for the signal: 130 for Ctrl-C.
  static var exitCode: Int32 { Signal.exitCode(received.load(ordering: .relaxed)) }
}
