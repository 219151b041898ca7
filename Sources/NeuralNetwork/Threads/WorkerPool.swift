internal import Platform

/// A fixed set of threads that run the same function together, each on its own share.
///
/// Threads are plain ones, not tasks: each keeps its own oneDNN engine, OpenMP settings and compiled
/// products for as long as the pool lives. A call returns when all are done, so two calls in a row
/// are a barrier.
package final class WorkerPool: Sendable {
  package let count: Int
  private let threads: [SystemThread]
  private let work: Work

  /// Starts `count` threads, at least one.
  package init(count: Int) {
    precondition(count >= 1)
    self.count = count
    let work = Work()
    self.work = work
    threads = (0..<count).map { index in SystemThread { work.serve(index) } }
  }

  deinit {
    work.close()
    for thread in threads { thread.join() }
  }

  /// Runs `body(0)` … `body(count - 1)`, each on its own thread, and waits for all of them.
  ///
  /// Not to be called from inside `body`, nor from two threads at once.
  package func run(_ body: @escaping @Sendable (Int) -> Void) {
    work.run(body, workers: count)
  }
}

/// What the threads of a pool and its owner hand each other.
private final class Work: Sendable {
  private struct State {
    var generation = 0
    var running = 0
    var isClosing = false
    var job: (@Sendable (Int) -> Void)?
  }

  private let state = Monitor(State())
  /// There is a job, or there will be none.
  private let wake = Change()
  /// All workers are done.
  private let done = Change()

  func run(_ job: @escaping @Sendable (Int) -> Void, workers: Int) {
    state.use { state in
      state.job = job
      state.running = workers
      state.generation += 1
    }
    wake.signal()
    state.use(when: { $0.running == 0 }, after: done) { $0.job = nil }
  }

  func close() {
    state.use { $0.isClosing = true }
    wake.signal()
  }

  /// The life of worker `index`.
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

  /// Waits for the next job and runs it; false: there will be none.
  ///
  /// It lets go of the job before the caller of `run` hears that it is done: a reference that outlived `run`
  /// could be the last one to the pool itself, which would then be taken down from one of its own threads.
  @inline(never)
  private func perform(_ index: Int, _ seen: inout Int) -> Bool {
    let generation = seen
    let job = state.use(
      when: { $0.generation != generation || $0.isClosing }, after: wake
    ) { state in
      seen = state.generation
      return state.isClosing ? nil : state.job
    }
    job?(index)
    return job != nil
  }
}

extension Range<Int> {
  /// Part `index` of `count` nearly equal consecutive parts; parts start at multiples of `grain`.
  package func part(_ index: Int, of count: Int, grain: Int = 1) -> Range<Int> {
    let grains = (self.count + grain - 1) / grain
    let start = lowerBound + Swift.min(self.count, grains * index / count * grain)
    let end = lowerBound + Swift.min(self.count, grains * (index + 1) / count * grain)
    return start..<end
  }
}

/// The number of cores that are there for use.
package func availableCores() -> Int {
  Environment.cores
}
