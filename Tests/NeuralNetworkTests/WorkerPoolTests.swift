import Testing

@testable import NeuralNetwork

@Suite struct WorkerPoolTests {
  @Test(arguments: [1, 2, 3, 8])
  func everyWorkerRunsOnceAndRunWaits(count: Int) {
    let pool = WorkerPool(count: count)
    let calls = PerWorker(count: count, initial: 0)
    for round in 1...50 {
      pool.run { worker in calls[worker] += 1 }
      #expect((0..<count).allSatisfy { calls[$0] == round })
    }
  }

  /// Where the system gives fewer threads than there are workers, or none, all workers run all the same.
  @Test(arguments: 0...3)
  func fewerThreadsThanWorkers(threads: Int) {
    let pool = WorkerPool(count: 5, mostThreads: threads)
    let calls = PerWorker(count: 5, initial: 0)
    for round in 1...20 {
      pool.run { worker in calls[worker] += worker + 1 }
      #expect((0..<5).allSatisfy { calls[$0] == ($0 + 1) * round })
    }
  }

  /// A call sees all results of the call before: there is a barrier between two calls.
  @Test func callsAreBarriers() {
    let pool = WorkerPool(count: 4)
    let values = PerWorker(count: 4, initial: 1)
    for _ in 0..<20 {
      let sums = PerWorker(count: 4, initial: 0)
      pool.run { worker in sums[worker] = (0..<4).reduce(0) { $0 &+ values[$1] } }
      pool.run { worker in values[worker] = sums[(worker + 1) % 4] }
    }
    #expect(Set((0..<4).map { values[$0] }).count == 1)
    #expect(values[0] == (0..<20).reduce(1) { product, _ in product &* 4 })
  }

  /// A pool that a job refers to is destroyed by its caller, not on one of its own threads.
  @Test func poolsHeldByTheirJobs() {
    for _ in 0..<200 {
      let store = ParameterStore(layout: .init(), purpose: .training)
      let workers = Workers(count: 3, store: store)
      let sum = PerWorker(count: 3, initial: 0)
      workers.run { _, worker in sum[worker] = workers.count + worker }
      #expect((0..<3).map { sum[$0] } == [3, 4, 5])
    }
  }

  @Test(arguments: [0, 1, 2, 3, 100])
  func everyJobIsDoneOnce(jobs: Int) {
    let workers = Workers(count: 3, store: ParameterStore(layout: .init(), purpose: .training))
    let calls = PerWorker(count: jobs, initial: 0)
    workers.forEach(jobs) { _, job in calls[job] += 1 }
    #expect((0..<jobs).allSatisfy { calls[$0] == 1 })
  }

  @Test func reducesInOrder() {
    let values = PerWorker(count: 5, initial: "")
    for index in 0..<5 { values[index] = "\(index)" }
    #expect(values.reduce("") { $0 += $1 } == "01234")
  }

  /// The parts of a range are consecutive and nearly equal, cover the range and begin at multiples of the grain.
  @Test func partsCoverARange() {
    for size in [0, 1, 2, 15, 16, 17, 31, 100, 1_000] {
      for count in 1...9 {
        for grain in [1, 2, 16] {
          let range = 7..<7 + size
          let parts = (0..<count).map { range.part($0, of: count, grain: grain) }
          var next = 7
          for part in parts {
            #expect(part.lowerBound == next)
            #expect((part.lowerBound - 7) % grain == 0 || part.isEmpty)
            next = part.upperBound
          }
          #expect(next == range.upperBound)
          let sizes = parts.map(\.count)
          #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) < 2 * grain)
        }
      }
    }
  }

  @Test func thereIsACore() { #expect(availableCores() >= 1) }
}
