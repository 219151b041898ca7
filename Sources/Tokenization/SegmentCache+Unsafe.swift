extension SegmentCache.Key {
  /// Packs a string and two more bytes into 32 bytes: the string, zeros, then the two bytes.
  static func packed(_ string: Span<UInt8>, _ next: UInt8, _ last: UInt8) -> SIMD4<UInt64> {
    var lanes = SIMD4<UInt64>.zero
    unsafe withUnsafeMutableBytes(of: &lanes) { bytes in
      precondition(string.count <= bytes.count - 2, "a key is too long")
      unsafe string.withUnsafeBytes { unsafe bytes.copyMemory(from: $0) }
      unsafe bytes[bytes.count - 2] = next
      unsafe bytes[bytes.count - 1] = last
    }
    return lanes
  }
}
