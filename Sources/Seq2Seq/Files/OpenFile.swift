#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// An open file descriptor that knows its file's name for errors and is closed when it goes.
///
/// All calls go on after an interrupting signal, so a Ctrl-C handler never shows up as an error.
package final class OpenFile {
  package let path: String
  let descriptor: Int32
  private let closesAtEnd: Bool

  /// Takes a descriptor that someone else opened and will close, such as standard input.
  package init(descriptor: Int32, name: String) {
    self.descriptor = descriptor
    self.path = name
    closesAtEnd = false
  }

  /// Opens a file, pipe or device for reading; a directory is an error.
  package convenience init(reading path: String) throws(FileError) {
    try self.init(path: path, action: .read, flags: O_RDONLY)
    if try status(for: .read).isDirectory {
      throw FileError(path: path, action: .read, reason: .isDirectory)
    }
  }

  /// Opens a file for writing what comes bit by bit, emptied if it was there; or a pipe or device.
  package convenience init(writing path: String) throws(FileError) {
    try self.init(path: path, action: .write, flags: O_WRONLY | O_CREAT | O_TRUNC)
  }

  init(path: String, action: FileError.Action, flags: Int32) throws(FileError) {
    var opened: Int32
    repeat {
      opened = open(path, flags | O_CLOEXEC, 0o666)
    } while opened < 0 && errno == EINTR
    guard opened >= 0 else { throw FileError(path: path, action: action, code: errno) }
    descriptor = opened
    self.path = path
    closesAtEnd = true
  }

  deinit {
    if closesAtEnd { close(descriptor) }
  }

  /// What the system says of the open file.
  struct Status {
    var isDirectory, isRegular: Bool
    /// In bytes.
    var size: Int
  }

  func status(for action: FileError.Action) throws(FileError) -> Status {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw FileError(path: path, action: action, code: errno)
    }
    let kind = status.st_mode & S_IFMT
    return Status(
      isDirectory: kind == S_IFDIR, isRegular: kind == S_IFREG, size: Int(status.st_size))
  }

  /// Reads what is there now, at most the buffer's size; 0 at the end of the file.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
    while true {
      #if canImport(Glibc)
        let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      #elseif canImport(Musl)
        let count = Musl.read(descriptor, buffer.baseAddress, buffer.count)
      #else
        let count = Darwin.read(descriptor, buffer.baseAddress, buffer.count)
      #endif
      if count >= 0 { return count }
      if errno != EINTR { throw FileError(path: path, action: .read, code: errno) }
    }
  }

  /// Whether reading would return at once, be it with bytes, with the end or with an error.
  var hasInput: Bool {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&request, 1, 0) != 0
  }

  /// Writes all of the bytes.
  func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let part = UnsafeRawBufferPointer(rebasing: rest)
      #if canImport(Glibc)
        let count = Glibc.write(descriptor, part.baseAddress, part.count)
      #elseif canImport(Musl)
        let count = Musl.write(descriptor, part.baseAddress, part.count)
      #else
        let count = Darwin.write(descriptor, part.baseAddress, part.count)
      #endif
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        throw FileError(path: path, action: .write, code: errno)
      }
    }
  }

  /// Writes all of the bytes.
  func write(_ bytes: [UInt8]) throws(FileError) {
    try bytes.withUnsafeBufferPointer { bytes throws(FileError) in
      try write(UnsafeRawBufferPointer(bytes))
    }
  }

  /// Cuts the file to a length in bytes.
  func truncate(to length: Int) throws(FileError) {
    while ftruncate(descriptor, off_t(length)) != 0 {
      if errno != EINTR { throw FileError(path: path, action: .write, code: errno) }
    }
  }

  /// Returns when the bytes written are on the disk itself.
  func synchronize() throws(FileError) {
    #if canImport(Darwin)
      // On Apple's systems fsync leaves the bytes in the drive's cache.
      if fcntl(descriptor, F_FULLFSYNC) == 0 { return }
    #endif
    while fsync(descriptor) != 0 {
      // EINVAL: pipes, and directories of some file systems, have nothing to synchronise.
      if errno == EINVAL { return }
      if errno != EINTR { throw FileError(path: path, action: .write, code: errno) }
    }
  }
}
