import CZlib

/// Decompresses a gzip file of one or several members, piece by piece.
///
/// The file's own checksums are verified by zlib. A file that stops early, is damaged, or goes on
/// after its last member with something else is an error.
final class GzipInflater {
  private let file: OpenFile
  /// At a fixed address, because zlib's state points back at it.
  private let stream: UnsafeMutablePointer<z_stream>
  private let input: UnsafeMutableRawBufferPointer
  private var inputEnded = false
  private var betweenMembers = false

  /// Goes on from a file of which `head` has been read already.
  init(file: OpenFile, head: UnsafeRawBufferPointer) throws(FileError) {
    self.file = file
    input = .allocate(byteCount: max(64 * 1024, head.count), alignment: 16)
    input.copyMemory(from: head)
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_in = UInt32(head.count)
    // 15: the largest window; + 16: gzip's wrapping and no other.
    let size = Int32(MemoryLayout<z_stream>.size)
    guard inflateInit2_(stream, 15 + 16, ZLIB_VERSION, size) == Z_OK else {
      throw FileError(path: file.path, action: .read, reason: .gzipDamaged)
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
    input.deallocate()
  }

  /// Decompresses at least one byte, at most the buffer's size; 0 at the end of the last member.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
    stream.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = UInt32(clamping: buffer.count)
    let room = stream.pointee.avail_out
    while stream.pointee.avail_out == room {
      try refill()
      if betweenMembers {
        if inputEnded { return 0 }
        try startMember()
      }
      try inflateOnce()
    }
    return Int(room - stream.pointee.avail_out)
  }

  private func refill() throws(FileError) {
    guard stream.pointee.avail_in == 0, !inputEnded else { return }
    let count = try file.read(into: input)
    inputEnded = count == 0
    stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_in = UInt32(count)
  }

  private func startMember() throws(FileError) {
    guard stream.pointee.next_in.pointee == 0x1F else {
      throw FileError(path: file.path, action: .read, reason: .gzipFollowedByGarbage)
    }
    inflateReset(stream)
    betweenMembers = false
  }

  private func inflateOnce() throws(FileError) {
    switch inflate(stream, Z_NO_FLUSH) {
    case Z_OK: break
    case Z_STREAM_END: betweenMembers = true
    case Z_BUF_ERROR where !inputEnded: break
    case Z_BUF_ERROR: throw FileError(path: file.path, action: .read, reason: .gzipCutShort)
    default: throw FileError(path: file.path, action: .read, reason: .gzipDamaged)
    }
  }
}
