/// Integers in bytes, the least significant first.
extension [UInt8] {
  mutating func append(integer: some FixedWidthInteger & UnsignedInteger) {
    var rest = UInt64(integer)
    for _ in 0..<integer.bitWidth / 8 {
      append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }

  func integer<Integer: FixedWidthInteger & UnsignedInteger>(at place: Int) -> Integer {
    var value: UInt64 = 0
    for byte in (0..<Integer.bitWidth / 8).reversed() {
      value = value << 8 | UInt64(self[place + byte])
    }
    return Integer(truncatingIfNeeded: value)
  }
}
