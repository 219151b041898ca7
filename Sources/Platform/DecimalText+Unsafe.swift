#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A number with exactly `decimals` digits after the point, correctly rounded, halves to even.
package func decimalText(_ number: Double, _ decimals: Int) -> String {
  var text = [CChar](repeating: 0, count: 400 + max(0, decimals))
  let length = unsafe withVaList([Int32(decimals), number]) {
    unsafe vsnprintf(&text, text.count, "%.*f", $0)
  }
  return String(decoding: text.prefix(Int(length)).map(UInt8.init(bitPattern:)), as: UTF8.self)
}
