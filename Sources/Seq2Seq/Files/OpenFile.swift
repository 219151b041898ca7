package import Platform

/// An open file descriptor, with the file's name for errors; closed when the object is released.
package final class OpenFile: Sendable {
  package let path: String
  let descriptor: FileDescriptor
  private let closesAtEnd: Bool

  /// Uses a descriptor that is opened and closed elsewhere, such as standard input.
  package init(descriptor: FileDescriptor, name: String) {
    self.descriptor = descriptor
    self.path = name
    closesAtEnd = false
  }

  /// Opens a file, pipe or device for reading; a directory is an error.
  package convenience init(reading path: String) throws(FileError) {
    try self.init(path: path, action: .read, access: .reading)
    if try status(for: .read).isDirectory {
      throw FileError(path: path, action: .read, reason: .isDirectory)
    }
  }

  /// Opens a regular file for reading; anything else is an error.
  convenience init(readingRegularFile path: String) throws(FileError) {
    let notRegular = FileError(path: path, action: .read, reason: .notRegularFile)
    // Before it is opened, because opening a pipe would wait for whoever writes to it.
    if let status = FileStatus(path: path), !status.isRegular, !status.isDirectory {
      throw notRegular
    }
    try self.init(reading: path)
    guard try status(for: .read).isRegular else { throw notRegular }
  }

  /// Opens a file, pipe or device for writing in place; an existing file is emptied.
  package convenience init(writing path: String) throws(FileError) {
    try self.init(path: path, action: .write, access: .writing)
  }

  init(path: String, action: FileError.Action, access: FileAccess) throws(FileError) {
    do {
      descriptor = try FileDescriptor.open(path, for: access)
    } catch {
      throw FileError(path: path, action: action, error)
    }
    self.path = path
    closesAtEnd = true
  }

  deinit {
    if closesAtEnd { descriptor.close() }
  }

  /// The status of the open file.
  func status(for action: FileError.Action) throws(FileError) -> FileStatus {
    do { return try descriptor.status() } catch { throw failure(action, error) }
  }

  /// Reads available bytes into a buffer from `start` on; returns their number, 0 at the end of the file.
  func read(into buffer: inout [UInt8], from start: Int = 0) throws(FileError) -> Int {
    do { return try descriptor.read(into: &buffer, from: start) } catch {
      throw failure(.read, error)
    }
  }

  /// All bytes from here to the end of the file.
  package func contents() throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    while case let count = try read(into: &buffer), count > 0 { bytes += buffer[..<count] }
    return bytes
  }

  /// Whether reading would return at once, with bytes, the end or an error.
  var hasInput: Bool { descriptor.hasInput }

  /// Writes all of the bytes.
  func write(_ bytes: Span<UInt8>) throws(FileError) {
    do { try descriptor.write(bytes) } catch { throw failure(.write, error) }
  }

  /// Writes all of the bytes.
  func write(_ bytes: [UInt8]) throws(FileError) { try write(bytes.span) }

  /// Truncates the file to a length in bytes.
  func truncate(to length: Int) throws(FileError) {
    do { try descriptor.truncate(to: length) } catch { throw failure(.write, error) }
  }

  /// Gives the file these permissions.
  func setPermissions(_ permissions: UInt32) throws(FileError) {
    do { try descriptor.setPermissions(permissions) } catch { throw failure(.write, error) }
  }

  /// Waits until the bytes written are on the disk.
  func synchronize() throws(FileError) {
    do { try descriptor.synchronize() } catch { throw failure(.write, error) }
  }

  private func failure(_ action: FileError.Action, _ error: SystemError) -> FileError {
    FileError(path: path, action: action, error)
  }
}
