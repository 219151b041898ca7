/// How several processes train one model together: each is a rank, and computes its share of every batch.
///
/// Every rank makes the same calls in the same order, and a call returns when all have made it. What it returns
/// has the same bytes on every rank: so weights that were equal stay equal, and decisions need no vote.
package protocol Collective: Sendable {
  /// The process' number, from 0 to `size` - 1.
  var rank: Int { get }
  /// How many processes there are.
  var size: Int { get }

  /// Makes each number the sum of those that the ranks have in its place.
  func sum(_ numbers: Vector<Float>)

  /// The same, for a few numbers that need precision.
  func sum(_ numbers: inout [Double])

  /// The sum of the ranks' counts.
  func sum(_ count: Int) -> Int

  /// Makes the numbers those of rank 0.
  func broadcast(_ numbers: Vector<Float>)

  /// The number that rank 0 has.
  func broadcast(_ number: Double) -> Double
}

extension Collective {
  /// Whether this is the process that writes files.
  package var isFirst: Bool { rank == 0 }

  /// The sums of the ranks' losses.
  package func sum(_ loss: LossSum) -> LossSum {
    if size == 1 { return loss }
    var sums = [loss.smoothed, loss.nll]
    sum(&sums)
    return LossSum(smoothed: sums[0], nll: sums[1], tokens: sum(loss.tokens))
  }

  /// Whether any rank says so.
  package func any(_ condition: Bool) -> Bool { sum(condition ? 1 : 0) > 0 }

  /// Returns when all ranks have come here.
  package func wait() { _ = sum(0) }
}

/// One process by itself.
package struct SingleProcess: Collective {
  package var rank: Int { 0 }
  package var size: Int { 1 }

  package init() {}

  package func sum(_ numbers: Vector<Float>) {}
  package func sum(_ numbers: inout [Double]) {}
  package func sum(_ count: Int) -> Int { count }
  package func broadcast(_ numbers: Vector<Float>) {}
  package func broadcast(_ number: Double) -> Double { number }
}
