#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// The environment of this process: variables, resources and identity.
package enum Environment {
  /// The value of an environment variable; nil if it is not set.
  package static func value(of name: String) -> String? {
    unsafe getenv(name).map { unsafe String(cString: $0) }
  }

  /// The first argument of this program that is not UTF-8, with U+FFFD for the bytes that are none; nil if all are text.
  ///
  /// A name that was repaired would be that of another file.
  package static var argumentWithoutText: String? {
    for index in 1..<max(1, Int(CommandLine.argc)) {
      guard let argument = unsafe CommandLine.unsafeArgv[index] else { return nil }
      if unsafe String(validatingCString: argument) == nil {
        return unsafe String(cString: argument)
      }
    }
    return nil
  }

  /// The path of the running program.
  package static var executable: String? {
    var path = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    #if canImport(Darwin)
      var size = UInt32(path.count)
      guard unsafe _NSGetExecutablePath(&path, &size) == 0 else { return nil }
    #else
      guard unsafe readlink("/proc/self/exe", &path, path.count - 1) > 0 else { return nil }
    #endif
    return String(decoding: path.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// The id of this process.
  package static var processIdentifier: Int32 { getpid() }

  /// Whether a process with this id exists on this machine.
  package static func isRunning(_ process: Int32) -> Bool {
    process > 0 && (kill(process, 0) == 0 || errno != ESRCH)
  }

  /// The number of processor cores that are online.
  package static var cores: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// The peak resident memory of this process, in bytes.
  ///
  /// On Linux this may include the peak of the process that started this one.
  package static var largestMemory: Int {
    var usage = rusage()
    #if canImport(Glibc)
      unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    #else
      unsafe getrusage(RUSAGE_SELF, &usage)
    #endif
    #if canImport(Darwin)
      return usage.ru_maxrss
    #else
      return usage.ru_maxrss << 10
    #endif
  }
}

/// Ends this process at once, with an exit code; 0 means success.
///
/// Nothing is torn down, as `exit` would: other threads may still compute, and a library's destructors would free the code
/// that it has made for them.
package func endProcess(_ code: Int32) -> Never { _exit(code) }

extension SystemError {
  /// The system's message for the error.
  package var message: String { unsafe String(cString: strerror(code)) }
}
