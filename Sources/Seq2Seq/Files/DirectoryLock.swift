import Platform

/// Reserves a directory for one writer, until the object is released or the process ends.
///
/// It is an advisory lock (`flock`) on the directory itself, so that no file can be removed to get around it, and on
/// the file `.lock` in it, which contains the process number; some network file systems can lock only files. The
/// system releases both when the process ends, however it ends, so there are no stale locks.
package final class DirectoryLock {
  /// The file in the directory that is locked as well.
  package static let fileName = ".lock"

  private let path: String
  private let directory: OpenFile
  private let file: OpenFile

  /// Takes the lock without waiting.
  ///
  /// - Throws: ``FileError``, with the reason `lockHeld` if another process has the lock.
  package init(directory path: String) throws(FileError) {
    self.path = path
    directory = try Self.open(path, in: path, .directory)
    file = try Self.open("\(path)/\(Self.fileName)", in: path, .updating)
    guard try file.status(for: .lock).isRegular else {
      throw FileError(path: file.path, action: .lock, reason: .notRegularFile)
    }
    // An error: this file system cannot lock directories.
    let isDirectoryOurs = (try? directory.descriptor.lock()) ?? true
    let isFileOurs = try Self.lock(file, of: path)
    guard isDirectoryOurs && isFileOurs else {
      let holder = Self.holder(in: file)
      throw FileError(path: path, action: .lock, reason: .lockHeld(byProcess: holder))
    }
    try file.truncate(to: 0)
    try file.write(Array("\(Environment.processIdentifier)\n".utf8))
  }

  /// Throws if the directory is no longer at its path: it was moved, or removed and made anew.
  package func check() throws(FileError) {
    let locked = try directory.status(for: .write)
    guard FileStatus(path: path)?.identity == locked.identity else {
      throw FileError(path: path, action: .write, reason: .directoryReplaced)
    }
  }

  /// Removes the temporary files that killed writers of these files have left in the directory.
  package func removeLeftovers(of names: [String]) {
    for name in names { AtomicFile.removeLeftovers(of: name, in: path) }
  }

  private static func open(
    _ path: String, in directory: String, _ access: FileAccess
  ) throws(FileError) -> OpenFile {
    do {
      return try OpenFile(path: path, action: .lock, access: access)
    } catch {
      // Of the link its own name: it is what has to be removed.
      throw FileError(
        path: error.reason == .isSymbolicLink ? path : directory, action: .lock,
        reason: error.reason)
    }
  }

  private static func lock(_ file: OpenFile, of directory: String) throws(FileError) -> Bool {
    do {
      return try file.descriptor.lock()
    } catch {
      throw FileError(path: directory, action: .lock, error)
    }
  }

  private static func holder(in file: OpenFile) -> Int32? {
    var buffer = [UInt8](repeating: 0, count: 16)
    guard let count = try? file.read(into: &buffer) else { return nil }
    return Int32(String(decoding: buffer[..<count].prefix { $0 != 0x0A }, as: UTF8.self))
  }
}
