/// A random order of the numbers below a count that needs no memory: each place is computed by itself.
///
/// It is a Feistel network over the next power of four; a number that falls outside is encrypted again until it falls inside
/// ("cycle walking", Black and Rogaway 2002), fewer than four times on average. Four rounds with good round functions give
/// a pseudorandom permutation (Luby and Rackoff 1988). Not all orders are possible, as they are when numbers are shuffled.
struct SeededPermutation: Sendable {
  let count: Int
  private let halfBits: UInt64
  private let keys: [UInt64]
  private static let rounds = 4

  /// Another `stream` of the same seed gives an unrelated order.
  init(count: Int, seed: UInt64, stream: UInt64) {
    precondition(count >= 0)
    self.count = count
    var bits = 2
    while 1 << bits < count { bits += 2 }
    halfBits = UInt64(bits / 2)
    var generator = SeededGenerator(seed: seed, stream: stream)
    keys = (0..<Self.rounds).map { _ in generator.next() }
  }

  /// The number at a place of the order.
  subscript(place: Int) -> Int {
    precondition((0..<count).contains(place))
    var value = UInt64(place)
    repeat { value = encrypted(value) } while value >= UInt64(count)
    return Int(value)
  }

  private func encrypted(_ value: UInt64) -> UInt64 {
    let mask = (1 << halfBits) - 1 as UInt64
    var (left, right) = (value >> halfBits, value & mask)
    for key in keys { (left, right) = (right, left ^ (SeededGenerator.mix(right ^ key) & mask)) }
    return left << halfBits | right
  }
}
