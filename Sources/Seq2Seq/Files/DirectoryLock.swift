import Platform

/// Holds a directory for one writer, as long as the value lives or the process does.
///
/// An advisory lock (`flock`) on the file `.lock` in it, which also names the process. The system
/// lets go of it when the process ends, however it ends, so no stale lock can be left. The file
/// itself stays: taking it away would let two others each lock a file of that name.
package final class DirectoryLock {
  private let file: OpenFile

  /// Takes the lock at once or fails; then clears away what killed writers left behind.
  ///
  /// - Throws: ``FileError`` with the reason `lockHeld` if someone has it already.
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
