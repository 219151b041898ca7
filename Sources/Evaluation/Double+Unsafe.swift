#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension Double {
  /// The number with exactly `decimals` digits after the point, correctly rounded, halves to even.
  package func fixed(_ decimals: Int) -> String {
    var text = [CChar](repeating: 0, count: 400 + max(0, decimals))
    let length = unsafe withVaList([Int32(decimals), self]) {
      unsafe vsnprintf(&text, text.count, "%.*f", $0)
    }
    return String(decoding: text.prefix(Int(length)).map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
