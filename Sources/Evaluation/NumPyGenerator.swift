/// The random numbers of NumPy's `default_rng`, so that a seed gives the same samples as in sacreBLEU.
///
/// This is a permuted congruential generator of 128 bits with XSL-RR output (O'Neill, 2014, "PCG: A Family
/// of Simple Fast Space-Efficient Statistically Good Algorithms for Random Number Generation").
struct NumPyGenerator {
  private static let multiplier: UInt128 = 0x2360_ED05_1FC6_5DA4_4385_DF64_9FCC_F645

  private var state: UInt128 = 0
  private let increment: UInt128
  /// The upper half of the last 64 bits, if only the lower half has been used so far.
  private var spare: UInt32?

  init(seed: UInt64) {
    let words = SeedSequence(seed: seed).words(4)
    increment = (UInt128(words[2]) << 64 | UInt128(words[3])) << 1 | 1
    advance()
    state &+= UInt128(words[0]) << 64 | UInt128(words[1])
    advance()
  }

  private mutating func advance() {
    state = state &* Self.multiplier &+ increment
  }

  private mutating func next64() -> UInt64 {
    advance()
    let folded = UInt64(truncatingIfNeeded: state >> 64) ^ UInt64(truncatingIfNeeded: state)
    let rotation = UInt64(truncatingIfNeeded: state >> 122)
    return folded >> rotation | folded << ((64 - rotation) & 63)
  }

  private mutating func next32() -> UInt32 {
    if let word = spare {
      spare = nil
      return word
    }
    let word = next64()
    spare = UInt32(truncatingIfNeeded: word >> 32)
    return UInt32(truncatingIfNeeded: word)
  }

  /// A random integer from 0 to `bound` - 1; `bound` must be at least 1.
  ///
  /// Lemire, 2019, "Fast Random Integer Generation in an Interval". A bound of 1 draws no random number.
  mutating func integer(below bound: UInt32) -> Int {
    if bound == 1 { return 0 }
    var product = UInt64(next32()) * UInt64(bound)
    if UInt32(truncatingIfNeeded: product) < bound {
      let threshold = (0 &- bound) % bound
      while UInt32(truncatingIfNeeded: product) < threshold {
        product = UInt64(next32()) * UInt64(bound)
      }
    }
    return Int(product >> 32)
  }

  /// Coin tosses: the bits of 32-bit random numbers, from the lowest bit on.
  struct Coin {
    private var bits: UInt32 = 0
    private var left = 0

    mutating func toss(_ generator: inout NumPyGenerator) -> Bool {
      if left == 0 {
        bits = generator.next32()
        left = 32
      }
      defer {
        bits >>= 1
        left -= 1
      }
      return bits & 1 == 1
    }
  }
}

/// NumPy's `SeedSequence`, which mixes a seed into an initial state, after O'Neill's `seed_seq_fe`.
private struct SeedSequence {
  private var pool: [UInt32]

  init(seed: UInt64) {
    var constant: UInt32 = 0x43B0_D7E5
    func hashed(_ value: UInt32) -> UInt32 {
      var value = value ^ constant
      constant &*= 0x931E_8875
      value &*= constant
      return value ^ value >> 16
    }
    let entropy = [UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32), 0, 0]
    pool = entropy.map(hashed)
    for source in pool.indices {
      for target in pool.indices where target != source {
        let mixed = 0xCA01_F9DD &* pool[target] &- 0x4973_F715 &* hashed(pool[source])
        pool[target] = mixed ^ mixed >> 16
      }
    }
  }

  func words(_ count: Int) -> [UInt64] {
    var constant: UInt32 = 0x8B51_F9DD
    func half(_ index: Int) -> UInt64 {
      var value = pool[index % pool.count] ^ constant
      constant &*= 0x58F3_8DED
      value &*= constant
      return UInt64(value ^ value >> 16)
    }
    return (0..<count).map { index in
      let low = half(2 * index)
      return low | half(2 * index + 1) << 32
    }
  }
}
