/// A random generator whose whole state is a value: a copy yields the same numbers.
///
/// xoshiro256** of Blackman and Vigna ("Scrambled linear pseudorandom number generators", 2021),
/// seeded by SplitMix64 (Steele, Lea and Flood 2014). The numbers for a seed never change:
/// `next(below:)` and `shuffle` are defined here because the standard library's may change between
/// versions.
package struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var s0, s1, s2, s3: UInt64

  /// A generator for a seed and a purpose: generators of different `stream` are unrelated.
  package init(seed: UInt64, stream: UInt64 = 0) {
    var state = Self.mix(seed) ^ Self.mix(stream &+ 0x5DEE_CE66_D1CE_4E5B)
    func nextWord() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      return Self.mix(state)
    }
    (s0, s1, s2, s3) = (nextWord(), nextWord(), nextWord(), nextWord())
  }

  package mutating func next() -> UInt64 {
    let result = Self.rotate(s1 &* 5, by: 7) &* 9
    let shifted = s1 << 17
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= shifted
    s3 = Self.rotate(s3, by: 45)
    return result
  }

  /// A uniformly distributed number in `0..<bound` (Lemire 2019).
  package mutating func next(below bound: Int) -> Int {
    precondition(bound > 0)
    let width = UInt64(bound)
    var product = next().multipliedFullWidth(by: width)
    if product.low < width {
      let threshold = (0 &- width) % width
      while product.low < threshold { product = next().multipliedFullWidth(by: width) }
    }
    return Int(product.high)
  }

  /// Shuffles the elements; all orders are equally likely (Fisher and Yates).
  package mutating func shuffle<Element>(_ elements: inout [Element]) {
    for last in stride(from: elements.count - 1, to: 0, by: -1) {
      elements.swapAt(last, next(below: last + 1))
    }
  }

  /// A bijection of 64-bit words whose every output bit depends on every input bit.
  static func mix(_ word: UInt64) -> UInt64 {
    var word = word
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }

  private static func rotate(_ word: UInt64, by count: UInt64) -> UInt64 {
    word << count | word >> (64 - count)
  }
}
