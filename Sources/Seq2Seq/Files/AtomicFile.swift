import Platform

/// Replaces a file whole or not at all.
///
/// The new content goes to a temporary file in the same directory, which is synchronised with the
/// disk and then renamed over the old one; finally the directory is synchronised. Even after a crash,
/// a full disk or a power cut, the file has either all of the old content or all of the new.
package enum AtomicFile {
  /// Replaces a file with what `body` writes; if `body` throws, the old file stays.
  ///
  /// - Throws: ``FileError`` if writing fails, or if the path is a device, pipe or directory. The old
  ///   file, if there was one, is then unchanged, and the temporary file is removed.
  package static func write(
    to path: String, _ body: (FileWriter) throws(FileError) -> Void
  ) throws(FileError) {
    try refuseSpecialFile(path)
    let temporary = try Temporary(replacing: path)
    do throws(FileError) {
      let writer = FileWriter(temporary.file)
      try body(writer)
      try writer.flush()
      try temporary.file.synchronize()
      try FileSystem.replace(path, by: temporary.path)
    } catch {
      FileSystem.remove(temporary.path)
      if error.path != temporary.path { throw error }
      throw FileError(path: path, action: .write, reason: error.reason)
    }
    try synchronizeDirectory(of: path)
  }

  /// Replaces a file with these bytes.
  package static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
    try write(to: path) { writer throws(FileError) in try writer.write(bytes) }
  }

  /// Removes the temporary files that killed processes left in a directory.
  ///
  /// Hold the directory's lock when calling it: otherwise another process may be writing one.
  static func removeLeftovers(in directory: String) {
    for name in FileSystem.names(in: directory)
    where name.hasPrefix(".") && name.hasSuffix(Temporary.suffix) {
      FileSystem.remove("\(directory)/\(name)")
    }
  }

  /// A file beside the one to replace, with a name that no other process or thread uses.
  private struct Temporary {
    static let suffix = ".translate-tmp"
    let path: String
    let file: OpenFile

    init(replacing target: String) throws(FileError) {
      let (directory, name) = AtomicFile.split(target)
      for attempt in 0..<1000 {
        let path = "\(directory)/.\(name).\(Environment.processIdentifier)-\(attempt)\(Self.suffix)"
        do {
          file = try OpenFile(path: path, action: .write, access: .creating)
          self.path = path
          return
        } catch {
          if error.reason == FileError.Reason(.fileExists, to: .write) { continue }
          throw FileError(path: target, action: .write, reason: error.reason)
        }
      }
      throw FileError(path: target, action: .write, .fileExists)
    }
  }

  /// Refuses devices, pipes and directories: renaming over `/dev/null` would remove it for everyone.
  private static func refuseSpecialFile(_ path: String) throws(FileError) {
    guard let status = FileStatus(path: path), !status.isRegular else { return }
    throw FileError(
      path: path, action: .write, reason: status.isDirectory ? .isDirectory : .notRegularFile)
  }

  private static func synchronizeDirectory(of path: String) throws(FileError) {
    do {
      try OpenFile(path: split(path).directory, action: .write, access: .directory).synchronize()
    } catch {
      throw FileError(path: path, action: .write, reason: error.reason)
    }
  }

  static func split(_ path: String) -> (directory: String, name: String) {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return (".", path) }
    let directory = slash == path.startIndex ? "/" : String(path[..<slash])
    return (directory, String(path[path.utf8.index(after: slash)...]))
  }
}
