#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// How a file is opened.
package enum FileAccess: Sendable {
  /// Reads from the beginning.
  case reading
  /// Writes from the beginning: creates a missing file and empties an existing one.
  case writing
  /// Writes to an existing file, pipe or device.
  case writingExisting
  /// Writes to a new file, which must not exist yet.
  case creating
  /// Reads and writes: creates a missing file and keeps the contents of an existing one, but follows no symbolic link.
  case updating
  /// Opens a directory, to synchronise it with the disk.
  case directory

  /// The flags for `open`.
  var flags: Int32 {
    switch self {
    case .reading: O_RDONLY
    case .writing: O_WRONLY | O_CREAT | O_TRUNC
    case .writingExisting: O_WRONLY
    case .creating: O_WRONLY | O_CREAT | O_EXCL
    case .updating: O_RDWR | O_CREAT | O_NOFOLLOW
    case .directory: O_RDONLY | O_DIRECTORY
    }
  }
}
