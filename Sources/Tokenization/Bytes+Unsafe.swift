// What bytes in a span cannot do by themselves yet, on every system that this package is for.

extension String {
  /// Calls `body` with the text's UTF-8: the text's own memory, but for text that comes from elsewhere.
  mutating func withUTF8Span<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
    withUTF8 { unsafe body($0.span) }
  }
}

extension [UInt8] {
  mutating func append(copying bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
  }
}

extension Hasher {
  mutating func combine(_ bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBytes { unsafe combine(bytes: $0) }
  }
}

extension SegmentCache.Key {
  /// The string, zeros, and two bytes more at the end of 32.
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
