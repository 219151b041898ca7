#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// What a file is opened for, and what becomes of one that is there already, or is not.
package enum FileAccess: Sendable {
  /// Reads it from its beginning.
  case reading
  /// Writes it anew: it is made if it is missing, and emptied if it is not.
  case writing
  /// Writes what is there already, be it a file, a pipe or a device.
  case writingExisting
  /// Writes a file that must not exist yet.
  case creating
  /// Reads and writes it: it is made if it is missing, and kept if it is not.
  case updating
  /// Synchronises a directory with the disk.
  case directory

  /// For `open`.
  var flags: Int32 {
    switch self {
    case .reading: O_RDONLY
    case .writing: O_WRONLY | O_CREAT | O_TRUNC
    case .writingExisting: O_WRONLY
    case .creating: O_WRONLY | O_CREAT | O_EXCL
    case .updating: O_RDWR | O_CREAT
    case .directory: O_RDONLY | O_DIRECTORY
    }
  }
}
