import NeuralNetwork
import Platform

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Which thread something ran on.
struct ThreadName: Hashable, Sendable {
  private let number: UInt

  static var current: ThreadName {
    #if canImport(Darwin)
      ThreadName(number: UInt(bitPattern: pthread_self()))
    #else
      ThreadName(number: UInt(pthread_self()))
    #endif
  }
}

/// Runs tasks on a single thread, so that one that blocks it blocks all.
final class OneThread: TaskExecutor {
  private struct State: Sendable {
    var jobs: [@Sendable () -> Void] = []
    var isClosing = false
    var thread: ThreadName?
  }

  private let state = Monitor(State())
  private let change = Change()

  /// The thread, once it has run something.
  var thread: ThreadName? { state.use { $0.thread } }

  init() {
    let (state, change) = (state, change)
    SystemThread.detach {
      state.use { $0.thread = ThreadName.current }
      while let job = state.use(
        when: { !$0.jobs.isEmpty || $0.isClosing }, after: change,
        { $0.jobs.isEmpty ? nil : $0.jobs.removeFirst() })
      {
        job()
      }
    }
  }

  deinit {
    state.use { $0.isClosing = true }
    change.signal()
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let (job, executor) = (UnownedJob(job), asUnownedTaskExecutor())
    state.use { $0.jobs.append { job.runSynchronously(on: executor) } }
    change.signal()
  }
}
