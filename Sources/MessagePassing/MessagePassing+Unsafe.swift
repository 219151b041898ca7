internal import CMPI
package import NeuralNetwork

/// The processes that `mpirun` or Slurm started together, which communicate by MPI.
///
/// Only the thread that made it may use it. If a process ends or a call fails, MPI ends all.
package final class MessagePassing: Collective, @unchecked Sendable {
  package let rank: Int
  package let size: Int
  /// One for each exchange between two calls of ``finishExchanges()``, kept for the next time.
  private var exchanges: [Exchange] = []
  /// How many of them are under way.
  private var begun = 0

  /// Starts MPI, once in a process.
  package init() {
    cmpi_start()
    rank = Int(cmpi_rank())
    size = Int(cmpi_size())
  }

  /// Waits for all processes, and ends MPI.
  package func finish() { cmpi_finish() }

  /// Ends all processes at once, because this one cannot continue.
  package static func endAll(_ code: Int32) { cmpi_abort(code) }

  package func beginSum(_ numbers: Vector<Float>, in precision: Precision) {
    nextExchange(of: numbers.count).beginSum(numbers, isRounded: precision == .bfloat16)
  }

  package func beginShare(_ numbers: Vector<Float>) {
    nextExchange(of: numbers.count).beginShare(numbers)
  }

  package func advance() {
    for exchange in exchanges[..<begun] { exchange.advance() }
  }

  package func finishExchanges() {
    for exchange in exchanges[..<begun] { exchange.complete() }
    begun = 0
  }

  private func nextExchange(of count: Int) -> Exchange {
    let exchange =
      begun < exchanges.count && exchanges[begun].count == count
      ? exchanges[begun] : Exchange(of: count, starts: starts(of: count))
    if begun < exchanges.count { exchanges[begun] = exchange } else { exchanges.append(exchange) }
    begun += 1
    return exchange
  }

  /// Where the slices of `count` numbers begin, and at last where the last one ends.
  private func starts(of count: Int) -> [Int64] {
    precondition(count < Int32.max, "MPI counts with 32 bits")
    return (0..<size).map { Int64(slice(of: count, rank: $0).lowerBound) } + [Int64(count)]
  }

  package func collectSlices(_ numbers: Vector<Float>, into all: Vector<Float>) {
    let starts = starts(of: numbers.count)
    unsafe numbers.withElements { numbers in
      unsafe all.withElements { unsafe cmpi_collect_slices(numbers, starts, $0) }
    }
  }

  package func sum(_ numbers: inout [Double]) {
    var received = [Double](repeating: 0, count: numbers.count * size)
    unsafe cmpi_sum_doubles(&numbers, Int32(numbers.count), &received)
  }

  package func sum(_ count: Int) -> Int { Int(cmpi_sum_integers(Int64(count))) }

  package func broadcast(_ numbers: Vector<Float>) {
    let bytes = Int64(numbers.count * MemoryLayout<Float>.stride)
    unsafe numbers.withElements { unsafe cmpi_broadcast($0, bytes) }
  }

  package func broadcast(_ number: Double) -> Double {
    var number = number
    unsafe cmpi_broadcast(&number, 8)
    return number
  }

  package func gather(_ bytes: [UInt8]) -> [[UInt8]] {
    var counts = [Int32](repeating: 0, count: size)
    unsafe cmpi_gather_counts(Int32(bytes.count), &counts)
    var all = [UInt8](repeating: 0, count: counts.reduce(0) { $0 + Int($1) })
    unsafe cmpi_gather(bytes, counts, &all)
    var start = 0
    return counts.map { count in
      defer { start += Int(count) }
      return Array(all[start..<start + Int(count)])
    }
  }
}

/// An exchange of slices of `count` numbers, with the memory that it needs each time.
@safe
private final class Exchange {
  let count: Int
  private let exchange: OpaquePointer

  init(of count: Int, starts: [Int64]) {
    self.count = count
    unsafe exchange = cmpi_make_exchange(starts)
  }

  deinit { unsafe cmpi_free_exchange(exchange) }

  // The numbers stay where they are: memory of a vector is never moved, and its owner keeps it until the exchange is complete.

  func beginSum(_ numbers: Vector<Float>, isRounded: Bool) {
    unsafe numbers.withElements { unsafe cmpi_begin_sum(exchange, $0, isRounded ? 1 : 0) }
  }

  func beginShare(_ numbers: Vector<Float>) {
    unsafe numbers.withElements { unsafe cmpi_begin_share(exchange, $0) }
  }

  func advance() { unsafe cmpi_advance(exchange) }

  func complete() { unsafe cmpi_complete(exchange) }
}
