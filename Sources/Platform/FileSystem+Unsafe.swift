#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// The system's calls that take the path of a file.
package enum FileSystem {
  /// Whether a file or directory exists at a path.
  package static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

  /// The names of the entries of a directory, in any order; none if it cannot be read.
  package static func names(in directory: String) -> [String] {
    guard let stream = unsafe opendir(directory) else { return [] }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }

  /// Makes a directory, whose parent must exist.
  package static func makeOneDirectory(_ path: String) throws(SystemError) {
    guard unsafe mkdir(path, 0o777) == 0 else { throw .last }
  }

  /// Renames a file, and replaces the file with the new name if there is one.
  package static func rename(_ path: String, to name: String) throws(SystemError) {
    guard renameFile(path, name) == 0 else { throw .last }
  }

  /// The path of an existing file without symbolic links; nil if there is none.
  package static func realPath(of path: String) -> String? {
    guard let resolved = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
  }

  /// The bytes that the file system of a directory has left for this user; nil if it does not say.
  package static func freeBytes(in directory: String) -> Int? {
    var status = statvfs()
    guard unsafe statvfs(directory, &status) == 0 else { return nil }
    return Int(
      clamping: UInt64(status.f_bavail).multipliedFullWidth(by: UInt64(status.f_frsize)).low)
  }

  /// Removes a file, if it exists.
  package static func remove(_ path: String) { unsafe unlink(path) }

  /// Removes a directory, if it exists and is empty.
  package static func removeDirectory(_ path: String) { unsafe rmdir(path) }
}

// A wrapper with another name, because the method's name hides the function.
private func renameFile(_ path: String, _ name: String) -> Int32 { unsafe rename(path, name) }
