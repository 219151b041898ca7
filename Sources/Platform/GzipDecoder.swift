/// What is wrong with compressed data.
package enum GzipFault: Error, Hashable, Sendable {
  /// The data stop before their end.
  case cutShort
  /// The data fail their own checksums.
  case damaged
  /// Bytes that are not gzip follow the data.
  case followedByGarbage
}

/// Decompresses gzip data of one or several members, piece by piece.
///
/// zlib verifies the checksums. Data that stop early, are damaged or have other bytes after the last member are an error.
/// Zeros after the last member are not: tapes and block devices add them.
package final class GzipDecoder {
  private let stream: InflateStream
  /// Whether a member has just ended, so that the data may end, too.
  package private(set) var isBetweenMembers = false
  /// Whether zeros have followed the last member; then nothing else may follow.
  private var isPadded = false

  /// Prepares for the first member.
  package init() throws(GzipFault) {
    guard let stream = InflateStream() else { throw .damaged }
    self.stream = stream
  }

  /// Decompresses `input` into a buffer from `start` on, until one is used up, the other is full or a member ends.
  ///
  /// `isEnd` says that nothing follows the input.
  ///
  /// - Returns: the numbers of bytes used and written.
  package func decode(
    _ input: Span<UInt8>, isEnd: Bool, into buffer: inout [UInt8], from start: Int
  ) throws(GzipFault) -> (used: Int, written: Int) {
    if isBetweenMembers {
      if input.isEmpty { return (0, 0) }
      isPadded = isPadded || input[0] == 0
      if isPadded {
        for index in input.indices where input[index] != 0 { throw .followedByGarbage }
        return (input.count, 0)
      }
      guard input[0] == 0x1F else { throw .followedByGarbage }
      stream.reset()
      isBetweenMembers = false
    }
    let (used, written, status) = stream.inflate(input, into: &buffer, from: start)
    switch status {
    case .running: break
    case .memberEnded: isBetweenMembers = true
    case .starved: if isEnd { throw .cutShort }
    case .damaged: throw .damaged
    }
    return (used, written)
  }

  /// Whether bytes begin as gzip data do.
  package static func isGzip(_ head: [UInt8]) -> Bool { head.starts(with: [0x1F, 0x8B]) }

  /// Decompresses a whole file in memory.
  package static func decompressed(_ bytes: [UInt8]) throws(GzipFault) -> [UInt8] {
    let decoder = try GzipDecoder()
    var result: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var start = 0
    while start < bytes.count || !decoder.isBetweenMembers {
      let (used, written) = try decoder.decode(
        bytes.span.extracting(start...), isEnd: true, into: &buffer, from: 0)
      start += used
      result += buffer[..<written]
    }
    return result
  }
}
