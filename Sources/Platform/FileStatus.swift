#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// What the system says of a file.
package struct FileStatus: Sendable {
  package let isDirectory, isRegular: Bool
  /// In bytes.
  package let size: Int
  /// When its content last changed.
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
