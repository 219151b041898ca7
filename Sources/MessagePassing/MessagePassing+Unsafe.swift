internal import CMPI
package import NeuralNetwork

/// The processes that `mpirun` or Slurm started together, which communicate by MPI.
///
/// Only the thread that made it may use it. If a process ends or a call fails, MPI ends all.
package final class MessagePassing: Collective, @unchecked Sendable {
  package let rank: Int
  package let size: Int
  /// What all ranks send of this rank's slice.
  private var received: [Float] = []
  /// Sums of all slices.
  private var sums: [Float] = []

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

  package func sum(_ numbers: Vector<Float>) {
    // The first call is for the gradient, the longest there is: later ones allocate nothing.
    if sums.count < numbers.count {
      sums = [Float](repeating: 0, count: numbers.count)
      received = [Float](repeating: 0, count: numbers.count + size)
    }
    unsafe received.withUnsafeMutableBufferPointer { received in
      unsafe sums.withUnsafeMutableBufferPointer { sums in
        guard let room = received.baseAddress, let all = sums.baseAddress else {
          return
        }
        numbers.withBytes { bytes in
          unsafe bytes.withUnsafeBytes { mine in
            unsafe cmpi_sum_floats(
              mine.assumingMemoryBound(to: Float.self).baseAddress, Int64(numbers.count), room, all)
          }
        }
        let part = unsafe UnsafeRawBufferPointer(start: all, count: numbers.count * 4)
        unsafe numbers.copy(bytes: part.bytes)
      }
    }
  }

  package func sum(_ numbers: inout [Double]) {
    var received = [Double](repeating: 0, count: numbers.count * size)
    unsafe cmpi_sum_doubles(&numbers, Int32(numbers.count), &received)
  }

  package func sum(_ count: Int) -> Int { Int(cmpi_sum_integers(Int64(count))) }

  package func broadcast(_ numbers: Vector<Float>) {
    var values = numbers.values
    unsafe cmpi_broadcast(&values, Int64(values.count * 4))
    numbers.copy(from: values)
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
