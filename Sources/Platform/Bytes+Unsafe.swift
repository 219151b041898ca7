#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

// Operations on bytes in spans that Swift's library does not have yet on all our systems.

extension String {
  /// Calls `body` with the text's UTF-8, without a copy if the text is a native Swift string.
  @inlinable package mutating func withUTF8Span<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
    withUTF8 { unsafe body($0.span) }
  }
}

extension String {
  /// Whether a byte occurs in the text's UTF-8.
  package func contains(byte: UInt8) -> Bool {
    var text = self
    return text.withUTF8Span { $0.firstIndex(of: byte) != nil }
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
  /// The index of the first occurrence of a byte.
  package func firstIndex(of byte: UInt8) -> Int? {
    unsafe withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress,
        let found = unsafe memchr(start, Int32(byte), bytes.count)
      else { return nil }
      return unsafe UnsafeRawPointer(found) - start
    }
  }
}
