internal import Synchronization

/// A pool of threads, each with what it needs to run layers.
package final class Workers: @unchecked Sendable {
  package let pool: WorkerPool
  package let store: ParameterStore
  /// One a worker, used on its thread alone.
  private let computeStates: [ComputeState]

  /// Starts `count` threads and packs the store's weights.
  package init(count: Int, store: ParameterStore) {
    pool = WorkerPool(count: count)
    self.store = store
    computeStates = (0..<count).map { _ in ComputeState(store: store) }
    repack()
  }

  package var count: Int { pool.count }

  /// Runs `body` once on every thread, with the thread's context and number, and waits for all.
  ///
  /// - Parameters:
  ///   - phase: what a profile counts it as, until a layer says otherwise.
  ///   - body: what is run.
  package func run(
    _ phase: Phase = .rest, _ body: @escaping @Sendable (ComputeState, Int) -> Void
  ) {
    pool.run { [self] worker in
      computeStates[worker].begin(phase)
      body(computeStates[worker], worker)
      computeStates[worker].begin(.waiting)
    }
  }

  /// Runs `body` for each job, whichever thread is free next, and waits for all.
  package func forEach(_ jobs: Int, _ body: @escaping @Sendable (ComputeState, Int) -> Void) {
    forEach(jobs) { compute, job, _ in body(compute, job) }
  }

  /// The same, with the number of the thread after that of the job.
  package func forEach(
    _ jobs: Int, _ body: @escaping @Sendable (ComputeState, Int, Int) -> Void
  ) {
    let next = Atomic(0)
    run { compute, worker in
      while true {
        let job = next.add(1, ordering: .relaxed).oldValue
        if job >= jobs { return }
        body(compute, job, worker)
      }
    }
  }

  /// Brings the packed weights up to date: must follow any change of the parameters.
  package func repack() {
    run(.packing) { [self] _, worker in store.repack(worker: worker, of: pool.count) }
  }

  /// Multiplications and additions of matrix products made so far, by all threads.
  package var operations: Int { computeStates.reduce(0) { $0 + $1.products.operations } }

  /// Bytes of working memory held by all threads.
  package var workspaceBytes: Int { computeStates.reduce(0) { $0 + $1.workspace.capacity } }

  /// Begins a profile: from now on every thread keeps a clock.
  package func startClocks() {
    for compute in computeStates {
      compute.clock = PhaseClock(operations: compute.products.operations)
    }
  }

  /// What each phase took since `startClocks`, of all threads together.
  package func stopClocks() -> [Phase: PhaseClock.Use] {
    computeStates.reduce(into: [:]) { sums, compute in
      let uses = compute.clock?.read(operations: compute.products.operations) ?? [:]
      for (phase, use) in uses {
        sums[phase, default: .init()].seconds += use.seconds
        sums[phase, default: .init()].operations += use.operations
      }
      compute.clock = nil
    }
  }

  /// Runs `body` on one of the threads, with a context that is gone afterwards, and waits for it.
  package func rehearse(_ body: @escaping @Sendable (ComputeState) -> Void) {
    pool.run { [store] worker in
      if worker == 0 { body(ComputeState(store: store)) }
    }
  }

  /// Makes room for `bytes` of working memory on each thread.
  package func reserve(_ bytes: Int) {
    run { compute, _ in compute.workspace.reserve(bytes) }
  }

  /// What the backward passes of all shards have left, in the order of the workers.
  ///
  /// All may read it once the passes are over.
  package var tasks: [[GradientTask]] { computeStates.map(\.tasks) }
}
