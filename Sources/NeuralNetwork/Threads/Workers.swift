internal import Synchronization

/// A pool of threads, each with its compute state.
package final class Workers: @unchecked Sendable {
  package let pool: WorkerPool
  package let store: ParameterStore
  /// One per worker, used on its thread only.
  private let computeStates: [ComputeState]

  /// Starts `count` threads and packs the store's weights.
  package init(count: Int, store: ParameterStore) {
    pool = WorkerPool(count: count)
    self.store = store
    computeStates = (0..<count).map { _ in ComputeState(store: store) }
    repack()
  }

  package var count: Int { pool.count }

  /// Runs `body` once on every thread and waits for all.
  ///
  /// - Parameters:
  ///   - phase: the phase of a profile, until a layer begins another.
  ///   - other: what the calling thread does again and again while it waits.
  ///   - body: gets the thread's compute state and number.
  package func run(
    _ phase: Phase = .rest, meanwhile other: (() -> Void)? = nil,
    _ body: @escaping @Sendable (ComputeState, Int) -> Void
  ) {
    pool.run(meanwhile: other) { [self] worker in
      computeStates[worker].begin(phase)
      body(computeStates[worker], worker)
      computeStates[worker].begin(.waiting)
    }
  }

  /// Runs `body` once per job, on whichever thread is free, and waits for all; `body` gets the job's number.
  package func forEach(_ jobs: Int, _ body: @escaping @Sendable (ComputeState, Int) -> Void) {
    forEach(jobs) { compute, job, _ in body(compute, job) }
  }

  /// Runs `body` once per job, as above; `body` gets the job's number and the thread's.
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

  /// Packs the weights again, except those with some indices; to be called after every change of the parameters.
  package func repack(except unused: Set<Int> = []) {
    run(.packing) { [self] _, worker in
      store.repack(worker: worker, of: pool.count, except: unused)
    }
  }

  /// The multiplications and additions of matrix products so far, over all threads.
  package var operations: Int { computeStates.reduce(0) { $0 + $1.products.operations } }

  /// The bytes that the workspaces of all threads hold.
  package var workspaceBytes: Int { computeStates.reduce(0) { $0 + $1.workspace.capacity } }

  /// Starts a profile: gives every thread a clock.
  package func startClocks() {
    for compute in computeStates {
      compute.clock = PhaseClock(operations: compute.products.operations)
    }
  }

  /// Ends the profile; returns the use of each phase since `startClocks`, summed over all threads.
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

  /// Runs `body` on one thread with a temporary compute state, and waits for it.
  package func rehearse(_ body: @escaping @Sendable (ComputeState) -> Void) {
    pool.run { [store] worker in
      if worker == 0 { body(ComputeState(store: store)) }
    }
  }

  /// Reserves `bytes` in each thread's workspace.
  package func reserve(_ bytes: Int) {
    run { compute, _ in compute.workspace.reserve(bytes) }
  }

  /// The tasks that the backward passes of all shards have left, in the order of the workers.
  ///
  /// Any thread may read them after the passes.
  package var tasks: [[GradientTask]] { computeStates.map(\.tasks) }
}
