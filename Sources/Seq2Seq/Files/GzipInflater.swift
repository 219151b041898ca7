import Platform

/// Bytes that are read one after the other, such as those of a file.
protocol ByteSource {
  /// Reads bytes into a buffer from `start` on; returns their number, 0 at the end.
  func read(into buffer: inout [UInt8], from start: Int) throws(FileError) -> Int
}

extension OpenFile: ByteSource {}

/// Decompresses a gzip file of one or several members, piece by piece.
final class GzipInflater: ByteSource {
  private static let inputSize = 64 * 1024

  private let source: any ByteSource
  private let path: String
  private let decoder: GzipDecoder
  /// Compressed bytes, of which `rest` have not been used yet.
  private var input: [UInt8]
  private var rest: Range<Int>
  private var inputEnded = false

  /// Decompresses a file whose first bytes, `head`, have been read already.
  init(_ source: any ByteSource, head: [UInt8], path: String) throws(FileError) {
    do { decoder = try GzipDecoder() } catch { throw FileError(path: path, error) }
    self.source = source
    self.path = path
    input = head + [UInt8](repeating: 0, count: max(0, Self.inputSize - head.count))
    rest = 0..<head.count
  }

  /// Decompresses into a buffer from `start` on; returns the number of bytes, 0 only after the last member.
  func read(into buffer: inout [UInt8], from start: Int) throws(FileError) -> Int {
    while true {
      if rest.isEmpty, !inputEnded {
        rest = 0..<(try source.read(into: &input, from: 0))
        inputEnded = rest.isEmpty
      }
      if decoder.isBetweenMembers && inputEnded { return 0 }
      let count = try decodeOnce(into: &buffer, from: start)
      if count > 0 { return count }
    }
  }

  private func decodeOnce(into buffer: inout [UInt8], from start: Int) throws(FileError) -> Int {
    do {
      let (used, written) = try decoder.decode(
        input.span.extracting(rest), isEnd: inputEnded, into: &buffer, from: start)
      rest = rest.lowerBound + used..<rest.upperBound
      return written
    } catch {
      throw FileError(path: path, error)
    }
  }
}

extension FileError {
  /// Creates an error from what is wrong with compressed data.
  fileprivate init(path: String, _ fault: GzipFault) {
    let reason: Reason =
      switch fault {
      case .cutShort: .gzipCutShort
      case .damaged: .gzipDamaged
      case .followedByGarbage: .gzipFollowedByGarbage
      }
    self.init(path: path, action: .read, reason: reason)
  }
}
