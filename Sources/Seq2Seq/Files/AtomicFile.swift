import Platform

/// Replaces a file whole or not at all.
///
/// The new content goes to a temporary file in the same directory, which is synchronised with the
/// disk and then renamed over the old one; finally the directory is synchronised. Even after a crash,
/// a full disk or a power cut, the file has either all of the old content or all of the new.
package enum AtomicFile {
  /// Replaces a file with what `body` writes; if `body` throws, the old file stays.
  ///
  /// A lock that is held on the directory is checked once the temporary file is in it. So nothing can be written into
  /// another directory of that name: if ours is moved later, renaming fails.
  ///
  /// - Throws: ``FileError`` if writing fails, or if the path is a device, pipe or directory. The old
  ///   file, if there was one, is then unchanged, and the temporary file is removed.
  package static func write(
    to path: String, holding lock: DirectoryLock? = nil,
    _ body: (FileWriter) throws(FileError) -> Void
  ) throws(FileError) {
    try refuseSpecialFile(path)
    let path = try target(of: path)
    let temporary = try Temporary(replacing: path)
    do throws(FileError) {
      if let status = FileStatus(path: path) {
        try temporary.file.setPermissions(status.permissions)
      }
      try lock?.check()
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

  /// Removes the temporary files that ended processes left for a file of a directory.
  ///
  /// Hold the directory's lock when calling it, and write nothing yet: a file with the id of this process is then left
  /// by an earlier one, as in containers, where all have the same.
  static func removeLeftovers(of target: String, in directory: String) {
    for name in FileSystem.names(in: directory) {
      guard let process = Temporary.process(name, target),
        process == Environment.processIdentifier || !Environment.isRunning(process)
      else { continue }
      FileSystem.remove("\(directory)/\(name)")
    }
  }

  /// A file beside the one to replace, with a name that no other process or thread uses.
  private struct Temporary {
    static let suffix = ".translate-tmp"
    let path: String
    let file: OpenFile

    /// The process that made a temporary file for `target`; nil if the name is not of that form.
    static func process(_ name: String, _ target: String) -> Int32? {
      guard name.hasPrefix(".\(target)."), name.hasSuffix(suffix) else { return nil }
      let numbers = name.dropFirst(target.utf8.count + 2).dropLast(suffix.utf8.count)
      return numbers.split(separator: "-").first.flatMap { Int32($0) }
    }

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

  /// The file that a symbolic link leads to, which is replaced in its place, so that the link stays one.
  private static func target(of path: String) throws(FileError) -> String {
    guard FileStatus(linkAt: path)?.isSymbolicLink == true else { return path }
    if let target = FileSystem.realPath(of: path) { return target }
    throw FileError(path: path, action: .write, reason: .isSymbolicLink)
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
