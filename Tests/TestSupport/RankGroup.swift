import Foundation
package import NeuralNetwork

/// Several ranks in one process, each on a thread of its own.
///
/// A late rank keeps the others waiting, and a missing rank keeps them waiting for ever.
package final class RankGroup: @unchecked Sendable {
  private let size: Int
  private let condition = NSCondition()
  /// The values that the ranks have brought to the current meeting.
  private var brought: [any Sendable]
  private var arrived = 0
  private var leaving = 0

  package init(size: Int) {
    self.size = size
    brought = [any Sendable](repeating: 0, count: size)
  }

  /// Runs `body` once for each rank, at the same time, and returns the results in the order of the ranks.
  package static func run<Result: Sendable>(
    _ size: Int, _ body: @escaping @Sendable (any Collective) -> Result
  ) -> [Result] {
    let group = RankGroup(size: size)
    // The threads of the pool do nothing else, so all ranks do run at once.
    let pool = WorkerPool(count: size)
    let results = PerWorker<Result?>(count: size, initial: nil)
    pool.run { rank in results[rank] = body(Rank(rank: rank, size: size, group: group)) }
    return (0..<size).compactMap { results[$0] }
  }

  /// Waits for all ranks, and gives each rank the values of all.
  fileprivate func meet<Value: Sendable>(_ rank: Int, _ value: Value) -> [Value] {
    condition.lock()
    defer { condition.unlock() }
    // The meeting before may not be over.
    while leaving > 0 { condition.wait() }
    brought[rank] = value
    arrived += 1
    if arrived == size {
      leaving = size
      condition.broadcast()
    }
    while leaving == 0 { condition.wait() }
    let all = brought.compactMap { $0 as? Value }
    precondition(all.count == size, "the ranks do not make the same calls")
    leaving -= 1
    if leaving == 0 {
      arrived = 0
      condition.broadcast()
    }
    return all
  }
}

/// One of the ranks of a group.
///
/// @unchecked Sendable: only the rank's thread uses it.
private final class Rank: Collective, @unchecked Sendable {
  let rank: Int
  let size: Int
  let group: RankGroup
  /// The exchanges that were begun: what this rank sends, and what it does with what all ranks send.
  private var begun: [(sent: [Float], finish: ([[Float]]) -> Void)] = []

  init(rank: Int, size: Int, group: RankGroup) {
    self.rank = rank
    self.size = size
    self.group = group
  }

  func beginSum(_ numbers: Vector<Float>, in precision: Precision) {
    let mine = slice(of: numbers.count, rank: rank)
    begin(precision == .bfloat16 ? numbers.map(rounded) : Array(numbers)) { all in
      for index in numbers.indices {
        // Nobody may use the numbers of other slices, so they become wrong; zeros between parameters stay zeros.
        numbers[index] =
          mine.contains(index)
          ? all.dropFirst().reduce(all[0][index]) { $0 + $1[index] } : 2 * numbers[index]
      }
    }
  }

  func beginShare(_ numbers: Vector<Float>) {
    begin(Array(numbers)) { [self] all in
      for (other, values) in all.enumerated() {
        for index in slice(of: numbers.count, rank: other) { numbers[index] = values[index] }
      }
    }
  }

  /// Only what was sent counts: numbers that are changed before the exchange is finished make no difference.
  private func begin(_ sent: [Float], _ finish: @escaping ([[Float]]) -> Void) {
    begun.append((sent, finish))
  }

  func advance() { precondition(!begun.isEmpty, "nothing was begun") }

  func finishExchanges() {
    for exchange in begun { exchange.finish(group.meet(rank, exchange.sent)) }
    begun = []
  }

  /// The nearest number of bfloat16; of two the even one.
  private func rounded(_ number: Float) -> Float {
    let bits = number.bitPattern
    if number.isNaN { return number }
    return Float(bitPattern: (bits &+ 0x7FFF &+ (bits >> 16 & 1)) & 0xFFFF_0000)
  }

  func collectSlices(_ numbers: Vector<Float>, into collected: Vector<Float>) {
    for (other, values) in group.meet(rank, Array(numbers)).enumerated() where isFirst {
      for index in slice(of: numbers.count, rank: other) { collected[index] = values[index] }
    }
  }

  func sum(_ numbers: inout [Double]) {
    let all = group.meet(rank, numbers)
    for index in numbers.indices { numbers[index] = all.reduce(0) { $0 + $1[index] } }
  }

  func sum(_ count: Int) -> Int { group.meet(rank, count).reduce(0, +) }

  func broadcast(_ numbers: Vector<Float>) {
    numbers.copy(from: group.meet(rank, Array(numbers))[0])
  }

  func broadcast(_ number: Double) -> Double { group.meet(rank, number)[0] }

  func gather(_ bytes: [UInt8]) -> [[UInt8]] { group.meet(rank, bytes) }
}
