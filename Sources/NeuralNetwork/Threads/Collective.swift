/// Communication between processes that train one model together; each computes its share of every batch.
///
/// Every rank makes the same calls in the same order, and a call returns when all ranks have made it. The result has
/// the same bytes on every rank. So equal weights stay equal, and all ranks take the same decisions.
package protocol Collective: Sendable {
  /// The process' number, from 0 to `size` - 1.
  var rank: Int { get }
  /// The number of processes.
  var size: Int { get }

  /// Begins to replace each number of this rank's slice by its sum over all ranks, in the order of the ranks (reduce-scatter).
  ///
  /// The numbers are not to be used until ``finishExchanges()`` returns, and those of other slices are worth nothing
  /// afterwards. If `precision` is bfloat16, all numbers are rounded to it before they are sent; sums are in single
  /// precision.
  func beginSum(_ numbers: Vector<Float>, in precision: Precision)

  /// Begins to replace each slice by that of the rank it belongs to (all-gather).
  ///
  /// The numbers are not to be used until ``finishExchanges()`` returns.
  func beginShare(_ numbers: Vector<Float>)

  /// Sends and receives what can be at once, while other threads compute.
  func advance()

  /// Waits for the exchanges that were begun.
  func finishExchanges()

  /// Puts the slices of all ranks into `all` on rank 0 (gather); on others `all` stays as it is.
  func collectSlices(_ numbers: Vector<Float>, into all: Vector<Float>)

  /// Replaces each number by its sum over all ranks, for a few numbers in double precision.
  func sum(_ numbers: inout [Double])

  /// The sum of a count over all ranks.
  func sum(_ count: Int) -> Int

  /// Replaces the numbers by those of rank 0.
  func broadcast(_ numbers: Vector<Float>)

  /// The number that rank 0 passes.
  func broadcast(_ number: Double) -> Double

  /// The bytes that each rank passes, by rank; their numbers may differ.
  func gather(_ bytes: [UInt8]) -> [[UInt8]]
}

extension Collective {
  /// Whether this is rank 0, the process that writes files.
  package var isFirst: Bool { rank == 0 }

  /// The numbers among `count` that belong to a rank.
  package func slice(of count: Int, rank: Int) -> Range<Int> {
    // Whole cache lines, so that parameters are updated at the same addresses whatever the slices.
    (0..<count).part(rank, of: size, grain: 16)
  }

  /// The sum of a loss over all ranks.
  package func sum(_ loss: LossSum) -> LossSum { sum(loss, and: 0).loss }

  /// The sums of a loss and of a number over all ranks, in one message.
  package func sum(_ loss: LossSum, and number: Double) -> (loss: LossSum, number: Double) {
    if size == 1 { return (loss, number) }
    // Counts of tokens are exact in double precision.
    var sums = [loss.smoothed, loss.nll, Double(loss.tokens), number]
    sum(&sums)
    return (LossSum(smoothed: sums[0], nll: sums[1], tokens: Int(sums[2])), sums[3])
  }

  /// Whether the condition is true on any rank.
  package func any(_ condition: Bool) -> Bool { sum(condition ? 1 : 0) > 0 }

  /// Waits until all ranks have called this (barrier).
  package func wait() { _ = sum(0) }
}

/// The collective of a single process: nothing is communicated.
package struct SingleProcess: Collective {
  package var rank: Int { 0 }
  package var size: Int { 1 }

  package init() {}

  package func beginSum(_ numbers: Vector<Float>, in precision: Precision) {}
  package func beginShare(_ numbers: Vector<Float>) {}
  package func advance() {}
  package func finishExchanges() {}
  package func collectSlices(_ numbers: Vector<Float>, into all: Vector<Float>) {
    all.copy(from: numbers)
  }
  package func sum(_ numbers: inout [Double]) {}
  package func sum(_ count: Int) -> Int { count }
  package func broadcast(_ numbers: Vector<Float>) {}
  package func broadcast(_ number: Double) -> Double { number }
  package func gather(_ bytes: [UInt8]) -> [[UInt8]] { [bytes] }
}
