#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// The kind, identity, size, permissions and time of change of a file.
package struct FileStatus: Sendable {
  /// What makes two names the same file, such as links to it.
  package struct Identity: Hashable, Sendable {
    let device, number: UInt64
  }

  package let identity: Identity
  package let isDirectory, isRegular: Bool
  package let isSymbolicLink: Bool
  /// The permissions of owner, group and others.
  package let permissions: UInt32
  /// The size in bytes.
  package let size: Int
  /// The time when the contents last changed.
  package let changed: (seconds: Int, nanoseconds: Int)

  init(_ status: stat) {
    let kind = status.st_mode & S_IFMT
    (isDirectory, isRegular) = (kind == S_IFDIR, kind == S_IFREG)
    isSymbolicLink = kind == S_IFLNK
    identity = Identity(
      device: UInt64(truncatingIfNeeded: status.st_dev),
      number: UInt64(truncatingIfNeeded: status.st_ino))
    permissions = UInt32(status.st_mode) & 0o7777
    size = Int(status.st_size)
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    changed = (Int(time.tv_sec), Int(time.tv_nsec))
  }
}
