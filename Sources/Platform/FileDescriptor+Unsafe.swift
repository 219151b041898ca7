#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

extension FileDescriptor {
  /// Opens a file, which programs started later do not inherit.
  package static func open(
    _ path: String, for access: FileAccess
  ) throws(SystemError) -> FileDescriptor {
    while true {
      let number = openFile(path, access.flags | O_CLOEXEC)
      if number >= 0 { return FileDescriptor(number) }
      if errno != EINTR { throw .last }
    }
  }

  /// Reads available bytes into a buffer from `start` on; returns their number, 0 at the end of the file.
  package func read(
    into buffer: inout [UInt8], from start: Int = 0
  ) throws(SystemError) -> Int {
    precondition((0...buffer.count).contains(start), "a place beyond the buffer")
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { bytes in
        let room = unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[start...])
        return unsafe readFile(number, room)
      }
      if count >= 0 { return count }
      if errno != EINTR { throw .last }
    }
  }

  /// Fills memory with the bytes from an offset on; returns their number, fewer only if the file ends.
  @unsafe package func read(
    at offset: Int, into room: UnsafeMutableRawBufferPointer
  ) throws(SystemError) -> Int {
    var filled = 0
    while filled < room.count {
      let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: room[filled...])
      let count = unsafe pread(number, rest.baseAddress, rest.count, off_t(offset + filled))
      if count == 0 { break }
      if count > 0 {
        filled += count
      } else if errno != EINTR {
        throw .last
      }
    }
    return filled
  }

  /// Writes all of the bytes.
  package func write(_ bytes: Span<UInt8>) throws(SystemError) {
    var rest = bytes
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { unsafe writeFile(number, $0) }
      if count >= 0 {
        rest = rest.extracting(droppingFirst: count)
      } else if errno != EINTR {
        throw .last
      }
    }
  }

  /// Whether a read would return at once, with bytes, the end of the file or an error.
  package var hasInput: Bool {
    var request = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
    return unsafe poll(&request, 1, 0) != 0
  }

  /// The width of the terminal in characters; nil if the file is not a terminal.
  package var columns: Int? {
    var size = winsize()
    guard unsafe ioctl(number, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// The kind, size and time of change of the file.
  package func status() throws(SystemError) -> FileStatus {
    var status = stat()
    guard unsafe fstat(number, &status) == 0 else { throw .last }
    return FileStatus(status)
  }
}

extension FileStatus {
  /// The status of the file at a path; nil if there is none or it cannot be accessed.
  package init?(path: String) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    self.init(status)
  }
}

extension FileStatus {
  /// The status of what is at a path, without following a symbolic link; nil if there is nothing.
  package init?(linkAt path: String) {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { return nil }
    self.init(status)
  }
}

// Wrappers with other names, because the methods' names hide the functions.

private func openFile(_ path: String, _ flags: Int32) -> Int32 { unsafe open(path, flags, 0o666) }

private func readFile(_ number: Int32, _ room: UnsafeMutableRawBufferPointer) -> Int {
  unsafe read(number, room.baseAddress, room.count)
}

private func writeFile(_ number: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
  unsafe write(number, bytes.baseAddress, bytes.count)
}
