internal import CZlib

/// zlib's state while it decompresses a gzip file piece by piece.
@safe final class InflateStream {
  /// Allocated, because zlib keeps a pointer to it: its address must not change.
  private let stream: UnsafeMutablePointer<z_stream>

  /// Nil if zlib fails to start.
  init?() {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    // 15: the largest window; + 16: only the gzip format.
    let size = unsafe Int32(MemoryLayout<z_stream>.size)
    guard unsafe inflateInit2_(stream, 15 + 16, ZLIB_VERSION, size) == Z_OK else { return nil }
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  /// Prepares for the next member of the file.
  func reset() { unsafe inflateReset(stream) }

  /// Decompresses `input` into a buffer from `start` on, until one is used up or the other is full.
  ///
  /// Returns the numbers of bytes used and written, and what zlib says.
  func inflate(
    _ input: Span<UInt8>, into buffer: inout [UInt8], from start: Int
  ) -> (used: Int, written: Int, status: Status) {
    precondition((0...buffer.count).contains(start), "a place beyond the buffer")
    return unsafe input.withUnsafeBufferPointer { input in
      unsafe buffer.withUnsafeMutableBufferPointer { buffer in
        let room = unsafe UnsafeMutableBufferPointer(rebasing: buffer[start...])
        unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        unsafe stream.pointee.avail_in = UInt32(clamping: input.count)
        unsafe stream.pointee.next_out = room.baseAddress
        unsafe stream.pointee.avail_out = UInt32(clamping: room.count)
        let before = unsafe stream.pointee
        let status = unsafe CZlib.inflate(stream, Z_NO_FLUSH)
        let after = unsafe stream.pointee
        return unsafe (
          Int(before.avail_in - after.avail_in), Int(before.avail_out - after.avail_out),
          Status(status)
        )
      }
    }
  }
}

extension InflateStream {
  /// What zlib says after a call.
  enum Status {
    /// It can go on.
    case running
    /// A member of the file has ended, and its checksum is right.
    case memberEnded
    /// It needs more input, or more room.
    case starved
    /// The data are damaged.
    case damaged

    init(_ code: Int32) {
      self =
        switch code {
        case Z_OK: .running
        case Z_STREAM_END: .memberEnded
        case Z_BUF_ERROR: .starved
        default: .damaged
        }
    }
  }
}
