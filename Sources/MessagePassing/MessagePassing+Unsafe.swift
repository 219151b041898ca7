internal import CMPI
package import NeuralNetwork

/// The processes that `mpirun` or Slurm started together, which communicate by MPI.
///
/// Only the thread that made it may use it. If a process ends or a call fails, MPI ends all.
package final class MessagePassing: Collective, @unchecked Sendable {
  package let rank: Int
  package let size: Int
  /// Where the slices begin, of the last number of numbers; at last where the last one ends.
  private var starts: [Int64] = []
  /// What all ranks send of a part of this rank's slice.
  private var received: [Float] = []
  /// The same in bfloat16, and what this rank sends.
  private var roundedReceived: [UInt16] = []
  private var roundedSent: [UInt16] = []
  /// The most numbers of a slice that are summed at once.
  private static let most = 1 << 20

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

  /// The beginnings of the slices of `count` numbers; in a training it is always the same.
  private func slices(of count: Int) -> [Int64] {
    precondition(count < Int32.max, "MPI counts with 32 bits")
    if starts.last != Int64(count) {
      starts = (0..<size).map { Int64(slice(of: count, rank: $0).lowerBound) } + [Int64(count)]
    }
    return starts
  }

  package func sumSlices(_ numbers: Vector<Float>, in precision: Precision) {
    let starts = slices(of: numbers.count)
    let room = min(Self.most, slice(of: numbers.count, rank: size - 1).count + 16)
    if precision == .bfloat16 {
      if roundedSent.count < size * room {
        roundedSent = [UInt16](repeating: 0, count: size * room)
        roundedReceived = [UInt16](repeating: 0, count: size * room)
      }
      unsafe numbers.withElements {
        unsafe cmpi_sum_rounded_slices($0, starts, &roundedSent, &roundedReceived, Int64(room))
      }
      return
    }
    if received.count < size * room { received = [Float](repeating: 0, count: size * room) }
    unsafe numbers.withElements { unsafe cmpi_sum_slices($0, starts, &received, Int64(room)) }
  }

  package func shareSlices(_ numbers: Vector<Float>) {
    let starts = slices(of: numbers.count)
    unsafe numbers.withElements { unsafe cmpi_share_slices($0, starts) }
  }

  package func collectSlices(_ numbers: Vector<Float>, into all: Vector<Float>) {
    let starts = slices(of: numbers.count)
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
