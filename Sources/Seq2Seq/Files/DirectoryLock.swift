import Platform

/// Reserves a directory for one writer, until the object is released or the process ends.
///
/// It is an advisory lock (`flock`) on the file `.lock` in the directory, which contains the process
/// number. The system releases the lock when the process ends, however it ends, so there are no stale
/// locks. The file itself stays: if it were removed, two processes could each lock a file of that name.
package final class DirectoryLock {
  private let file: OpenFile

  /// Takes the lock without waiting, then removes what killed writers left behind.
  ///
  /// - Throws: ``FileError``, with the reason `lockHeld` if another process has the lock.
  package init(directory: String) throws(FileError) {
    file = try Self.open(directory)
    guard try Self.lock(file, of: directory) else {
      let holder = Self.holder(in: file)
      throw FileError(path: directory, action: .lock, reason: .lockHeld(byProcess: holder))
    }
    try file.truncate(to: 0)
    try file.write(Array("\(Environment.processIdentifier)\n".utf8))
    AtomicFile.removeLeftovers(in: directory)
  }

  private static func open(_ directory: String) throws(FileError) -> OpenFile {
    do {
      return try OpenFile(path: "\(directory)/.lock", action: .lock, access: .updating)
    } catch {
      throw FileError(path: directory, action: .lock, reason: error.reason)
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
