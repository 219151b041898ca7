/// The hash FNV-1a of bytes, 64 bits: the same in every run and on every machine, but no defence against forgery.
package struct ByteHash: Sendable, Hashable {
  /// The hash of the bytes so far.
  package private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  package init() {}

  package mutating func add(_ byte: UInt8) {
    value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
  }

  package mutating func add(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { add(byte) }
  }

  /// The hash of some bytes.
  package static func value(of bytes: some Sequence<UInt8>) -> UInt64 {
    var hash = ByteHash()
    hash.add(bytes)
    return hash.value
  }
}
