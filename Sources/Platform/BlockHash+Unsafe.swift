/// A hash of large blocks of bytes, 64 bits, eight bytes at a time: the same on every machine, but no defence against
/// forgery.
///
/// Files contain it, so its computation must not change.
package enum BlockHash {
  /// The hash of some bytes; another seed gives an unrelated hash.
  package static func value(of bytes: Span<UInt8>, seed: UInt64 = 0) -> UInt64 {
    var hash = mixed(seed &+ 0x9E37_79B9_7F4A_7C15) ^ UInt64(bytes.count)
    unsafe bytes.withUnsafeBytes { bytes in
      let words = bytes.count / 8
      for word in 0..<words {
        let next = unsafe bytes.loadUnaligned(fromByteOffset: 8 * word, as: UInt64.self)
        add(UInt64(littleEndian: next), to: &hash)
      }
      var rest: UInt64 = 0
      for place in 8 * words..<bytes.count { rest = unsafe rest << 8 | UInt64(bytes[place]) }
      add(rest, to: &hash)
    }
    return mixed(hash)
  }

  private static func add(_ word: UInt64, to hash: inout UInt64) {
    hash = (hash ^ word) &* 0x9FB2_1C65_1E98_DF25
    hash ^= hash >> 32
  }

  /// A bijection whose every output bit depends on every input bit.
  private static func mixed(_ word: UInt64) -> UInt64 {
    var word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}
