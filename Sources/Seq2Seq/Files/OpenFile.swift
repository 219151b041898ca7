package import Platform

/// An open file descriptor that knows its file's name for errors and is closed when it goes.
package final class OpenFile {
  package let path: String
  let descriptor: FileDescriptor
  private let closesAtEnd: Bool

  /// Takes a descriptor that someone else opened and will close, such as standard input.
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

  /// Opens a file for writing what comes bit by bit, emptied if it was there; or a pipe or device.
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

  /// What the system says of the open file.
  func status(for action: FileError.Action) throws(FileError) -> FileStatus {
    do { return try descriptor.status() } catch { throw failure(action, error) }
  }

  /// Reads what is there now into a buffer from `start` on, as far as it goes; 0 at the end of the file.
  func read(into buffer: inout [UInt8], from start: Int = 0) throws(FileError) -> Int {
    do { return try descriptor.read(into: &buffer, from: start) } catch {
      throw failure(.read, error)
    }
  }

  /// Whether reading would return at once, be it with bytes, with the end or with an error.
  var hasInput: Bool { descriptor.hasInput }

  /// Writes all of the bytes.
  func write(_ bytes: Span<UInt8>) throws(FileError) {
    do { try descriptor.write(bytes) } catch { throw failure(.write, error) }
  }

  /// Writes all of the bytes.
  func write(_ bytes: [UInt8]) throws(FileError) { try write(bytes.span) }

  /// Cuts the file to a length in bytes.
  func truncate(to length: Int) throws(FileError) {
    do { try descriptor.truncate(to: length) } catch { throw failure(.write, error) }
  }

  /// Returns when the bytes written are on the disk itself.
  func synchronize() throws(FileError) {
    do { try descriptor.synchronize() } catch { throw failure(.write, error) }
  }

  private func failure(_ action: FileError.Action, _ error: SystemError) -> FileError {
    FileError(path: path, action: action, error)
  }
}
