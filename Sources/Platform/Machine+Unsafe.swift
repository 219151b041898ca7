#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// The operating system and processor of this machine, for reports.
package enum Machine {
  /// The system's name and version, and the processor architecture.
  package static var system: String {
    var name = utsname()
    unsafe uname(&name)
    return "\(text(&name.sysname)) \(text(&name.release)) \(text(&name.machine))"
  }

  /// The text of a C string in an array of fixed size, which Swift imports as a tuple.
  private static func text<Tuple>(_ field: inout Tuple) -> String {
    unsafe withUnsafeBytes(of: &field) {
      unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
    }
  }

  #if canImport(Darwin)
    package static var processor: String {
      var size = 0
      unsafe sysctlbyname("machdep.cpu.brand_string", nil, &size, nil, 0)
      var bytes = [UInt8](repeating: 0, count: size)
      unsafe sysctlbyname("machdep.cpu.brand_string", &bytes, &size, nil, 0)
      return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
  #endif
}
