import Platform

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Questions to the file system, and directories made.
package enum FileSystem {
  /// Makes a directory and those above it, where they are missing.
  package static func makeDirectory(_ path: String) throws(FileError) {
    if FileStatus(path: path)?.isDirectory == true { return }
    let (parent, _) = AtomicFile.split(path)
    if parent != path && parent != "." && !exists(parent) { try makeDirectory(parent) }
    do {
      try makeOneDirectory(path)
    } catch {
      if error.code != EEXIST { throw FileError(path: path, action: .write, code: error.code) }
    }
    guard FileStatus(path: path)?.isDirectory == true else {
      throw FileError(path: path, action: .write, reason: .system(code: ENOTDIR))
    }
  }
}
