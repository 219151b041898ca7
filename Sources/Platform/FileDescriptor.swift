#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// An open file of the system, by its number.
///
/// Whoever opens it must close it. Calls that a signal interrupts are repeated, so a handler of Ctrl-C never
/// causes an error.
package struct FileDescriptor: Hashable, Sendable {
  package let number: Int32

  package init(_ number: Int32) { self.number = number }

  package static let standardInput = FileDescriptor(STDIN_FILENO)
  package static let standardOutput = FileDescriptor(STDOUT_FILENO)
  package static let standardError = FileDescriptor(STDERR_FILENO)

  /// Opens `/dev/null` for standard streams that are closed.
  ///
  /// Otherwise the next file opened would get the number of such a stream, and our output would go into that file.
  /// Input is opened for writing and output for reading, so that using these streams still fails.
  package static func reserveStandardStreams() {
    for stream in [standardInput, standardOutput, standardError]
    where fcntl(stream.number, F_GETFD) == -1 {
      _ = try? open("/dev/null", for: stream == standardInput ? .writingExisting : .reading)
    }
  }

  package var isTerminal: Bool { isatty(number) == 1 }

  package func close() { closeFile(number) }

  /// Reads all bytes up to the end of the file.
  package func readAll() throws(SystemError) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = try read(into: &buffer), count > 0 { bytes += buffer[..<count] }
    return bytes
  }

  /// Writes a line of results; an error is thrown, where `print` would ignore it.
  package func write(line: String) throws(SystemError) {
    let bytes = Array("\(line)\n".utf8)
    try write(bytes.span)
  }

  /// Writes text for people, and ignores errors.
  package func write(text: String) {
    let bytes = Array(text.utf8)
    try? write(bytes.span)
  }

  /// Cuts the file to a length in bytes.
  package func truncate(to length: Int) throws(SystemError) {
    while ftruncate(number, off_t(length)) != 0 {
      if errno != EINTR { throw .last }
    }
  }

  /// Gives the file the permissions of ``FileStatus/permissions``.
  package func setPermissions(_ permissions: UInt32) throws(SystemError) {
    guard fchmod(number, mode_t(permissions)) == 0 else { throw .last }
  }

  /// Moves to an offset in bytes, for the next read or write.
  package func seek(to offset: Int) { lseek(number, off_t(offset), SEEK_SET) }

  /// Locks the file for this process (`flock`); returns false if another process has the lock.
  package func lock() throws(SystemError) -> Bool {
    while flock(number, LOCK_EX | LOCK_NB) != 0 {
      if errno == EWOULDBLOCK { return false }
      if errno != EINTR { throw .last }
    }
    return true
  }

  /// Waits until the written bytes are on the disk itself.
  package func synchronize() throws(SystemError) {
    #if canImport(Darwin)
      // On Apple's systems fsync leaves the bytes in the drive's cache.
      if fcntl(number, F_FULLFSYNC) == 0 { return }
    #endif
    while fsync(number) != 0 {
      // EINVAL: pipes, and directories of some file systems, have nothing to synchronise.
      if errno == EINVAL { return }
      if errno != EINTR { throw .last }
    }
  }
}

// A wrapper with another name, because the method's name hides the function.
private func closeFile(_ number: Int32) { close(number) }
