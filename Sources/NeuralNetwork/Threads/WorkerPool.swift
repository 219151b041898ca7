internal import Platform

/// A fixed set of workers that run the same function together, each on its own share.
///
/// Each has a thread of the system, not a Swift task, which keeps its own oneDNN engine, OpenMP settings and compiled
/// products as long as the pool lives. A call returns when all workers are done, so there is a barrier between two
/// calls.
///
/// If the system gives fewer threads, each serves several workers in turn; if it gives none, the caller's serves all.
/// The results are the same.
package final class WorkerPool: Sendable {
  /// The number of workers.
  package let count: Int
  private let threads: [SystemThread]
  private let work: Work

  /// Starts `count` workers, at least one.
  package convenience init(count: Int) { self.init(count: count, mostThreads: count) }

  /// Starts `count` workers, on at most so many threads.
  init(count: Int, mostThreads: Int) {
    precondition(count >= 1)
    self.count = count
    let work = Work()
    self.work = work
    var threads: [SystemThread] = []
    while threads.count < mostThreads {
      let index = threads.count
      guard let thread = SystemThread({ work.serve(index) }) else { break }
      threads.append(thread)
    }
    self.threads = threads
  }

  deinit {
    work.close()
    for thread in threads { thread.join() }
  }

  /// Runs `body(0)` … `body(count - 1)`, each on its worker's thread, and waits for all of them.
  ///
  /// Not to be called from inside `body`, nor from two threads at once. If `other` is given, the calling thread does it
  /// every 0.2 ms while it waits.
  package func run(
    meanwhile other: (() -> Void)? = nil, _ body: @escaping @Sendable (Int) -> Void
  ) {
    if threads.isEmpty {
      Products.useOneThread()
      for worker in 0..<count { body(worker) }
    } else {
      work.run(body, workers: count, threads: threads.count, meanwhile: other)
    }
  }
}

/// The state that a pool's threads and its owner share.
private final class Work: Sendable {
  private struct State {
    var generation = 0
    /// How many threads still run the job.
    var running = 0
    var (workers, threads) = (0, 0)
    var isClosing = false
    var job: (@Sendable (Int) -> Void)?
  }

  private let state = Monitor(State())
  /// Signals a new job, or that the pool closes.
  private let wake = Change()
  /// Signals that all threads are done.
  private let done = Change()

  func run(
    _ job: @escaping @Sendable (Int) -> Void, workers: Int, threads: Int,
    meanwhile other: (() -> Void)?
  ) {
    state.use { state in
      state.job = job
      (state.workers, state.threads) = (workers, threads)
      state.running = threads
      state.generation += 1
    }
    wake.signal()
    if let other {
      while !state.holds({ $0.running == 0 }, after: done, microseconds: 200) { other() }
    }
    state.use(when: { $0.running == 0 }, after: done) { $0.job = nil }
  }

  func close() {
    state.use { $0.isClosing = true }
    wake.signal()
  }

  /// The main loop of thread `index`.
  func serve(_ index: Int) {
    Products.useOneThread()
    var seen = 0
    while perform(index, &seen) {
      let isLast = state.use { state in
        state.running -= 1
        return state.running == 0
      }
      if isLast { done.signal() }
    }
  }

  /// Waits for the next job and runs it; returns false when the pool closes.
  ///
  /// The reference to the job is released before the caller of `run` learns that the job is done. If it lived longer,
  /// it could be the last reference to the pool, which would then be destroyed on one of its own threads.
  @inline(never)
  private func perform(_ index: Int, _ seen: inout Int) -> Bool {
    let generation = seen
    let (job, workers) = state.use(
      when: { $0.generation != generation || $0.isClosing }, after: wake
    ) { state in
      seen = state.generation
      return (
        state.isClosing ? nil : state.job,
        stride(from: index, to: state.workers, by: max(1, state.threads))
      )
    }
    guard let job else { return false }
    for worker in workers { job(worker) }
    return true
  }
}

extension Range<Int> {
  /// Divides the range into `count` nearly equal parts that start at multiples of `grain`; returns part `index`.
  package func part(_ index: Int, of count: Int, grain: Int = 1) -> Range<Int> {
    let grains = (self.count + grain - 1) / grain
    let start = lowerBound + Swift.min(self.count, grains * index / count * grain)
    let end = lowerBound + Swift.min(self.count, grains * (index + 1) / count * grain)
    return start..<end
  }
}

/// The number of processor cores that are online.
package func availableCores() -> Int {
  Environment.cores
}
