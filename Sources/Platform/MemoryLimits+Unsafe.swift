#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// The limits on memory that whoever started this process has set.
package enum MemoryLimits {
  /// The most bytes of address space; nil: no limit.
  package static var addressSpace: Int? {
    var limits = rlimit()
    #if canImport(Glibc)
      let status = unsafe getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limits)
    #else
      let status = unsafe getrlimit(RLIMIT_AS, &limits)
    #endif
    // What is no limit is the largest number there is, which differs from system to system.
    guard status == 0, limits.rlim_cur < rlim_t(1) << 60 else { return nil }
    return Int(limits.rlim_cur)
  }
}

/// Ends this process with one line: the system gives no more memory.
package func endWithoutMemory(_ bytes: Int) -> Never {
  FileDescriptor.standardError.write(
    text: "error: the system gives no more memory; \(bytes) more bytes were needed\n")
  // Other threads may be running, so nothing is flushed or destroyed.
  _exit(1)
}
