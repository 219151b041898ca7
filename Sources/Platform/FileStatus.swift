#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// The kind, size and time of change of a file.
package struct FileStatus: Sendable {
  package let isDirectory, isRegular: Bool
  /// The size in bytes.
  package let size: Int
  /// The time when the contents last changed.
  package let changed: (seconds: Int, nanoseconds: Int)

  init(_ status: stat) {
    let kind = status.st_mode & S_IFMT
    (isDirectory, isRegular) = (kind == S_IFDIR, kind == S_IFREG)
    size = Int(status.st_size)
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    changed = (Int(time.tv_sec), Int(time.tv_nsec))
  }
}
