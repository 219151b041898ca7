#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

// What bytes in a span cannot do by themselves yet, on every system that this package is for.

extension String {
  /// Calls `body` with the text's UTF-8: the text's own memory, but for text that comes from elsewhere.
  @inlinable package mutating func withUTF8Span<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
    withUTF8 { unsafe body($0.span) }
  }
}

extension [UInt8] {
  @inlinable package mutating func append(copying bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
  }
}

extension Hasher {
  @inlinable package mutating func combine(_ bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBytes { unsafe combine(bytes: $0) }
  }
}

extension Span<UInt8> {
  /// Where a byte is first found.
  package func firstIndex(of byte: UInt8) -> Int? {
    unsafe withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress,
        let found = unsafe memchr(start, Int32(byte), bytes.count)
      else { return nil }
      return unsafe UnsafeRawPointer(found) - start
    }
  }
}
