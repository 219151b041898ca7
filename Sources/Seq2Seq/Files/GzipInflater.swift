import CZlib

/// Decompresses a gzip file of one or several members, piece by piece.
///
/// zlib verifies the file's checksums. It is an error if the file stops early, is damaged, or has
/// other bytes after its last member.
final class GzipInflater {
  private static let inputSize = 64 * 1024

  private let file: OpenFile
  private let stream: InflateStream
  /// Compressed bytes, of which `rest` have not been used yet.
  private var input: [UInt8]
  private var rest: Range<Int>
  private var inputEnded = false
  private var betweenMembers = false

  /// Decompresses a file whose first bytes, `head`, have been read already.
  init(file: OpenFile, head: [UInt8]) throws(FileError) {
    guard let stream = InflateStream() else {
      throw FileError(path: file.path, action: .read, reason: .gzipDamaged)
    }
    self.file = file
    self.stream = stream
    input = head + [UInt8](repeating: 0, count: max(0, Self.inputSize - head.count))
    rest = 0..<head.count
  }

  /// Decompresses into a buffer from `start` on; returns the number of bytes, 0 only after the last member.
  func read(into buffer: inout [UInt8], from start: Int) throws(FileError) -> Int {
    while true {
      if rest.isEmpty, !inputEnded {
        rest = 0..<(try file.read(into: &input))
        inputEnded = rest.isEmpty
      }
      if betweenMembers {
        if inputEnded { return 0 }
        try startMember()
      }
      let count = try inflateOnce(into: &buffer, from: start)
      if count > 0 { return count }
    }
  }

  private func startMember() throws(FileError) {
    guard input[rest.lowerBound] == 0x1F else {
      throw FileError(path: file.path, action: .read, reason: .gzipFollowedByGarbage)
    }
    stream.reset()
    betweenMembers = false
  }

  private func inflateOnce(into buffer: inout [UInt8], from start: Int) throws(FileError) -> Int {
    let (used, written, status) = stream.inflate(
      input.span.extracting(rest), into: &buffer, from: start)
    rest = rest.lowerBound + used..<rest.upperBound
    switch status {
    case Z_OK: break
    case Z_STREAM_END: betweenMembers = true
    case Z_BUF_ERROR where !inputEnded: break
    case Z_BUF_ERROR: throw FileError(path: file.path, action: .read, reason: .gzipCutShort)
    default: throw FileError(path: file.path, action: .read, reason: .gzipDamaged)
    }
    return written
  }
}
