import Platform

/// The chunks of a line between its spaces, each with the key by which it is looked up.
///
/// Measurements showed that most of the time of a look-up is spent on putting the bytes together, so they are loaded
/// 32 at a time from a copy of the line with zeros after it.
struct LineChunks: Sendable {
  struct Chunk {
    var range: Range<Int>
    /// Of its bytes; of no use if it has more than ``SegmentCache/Key/capacity``.
    var key: SegmentCache.Key
  }

  private(set) var chunks: [Chunk] = []
  /// The line, then zeros.
  private(set) var bytes: [UInt8] = []

  private static let zeros = [UInt8](repeating: 0, count: SegmentCache.Key.size)

  /// Finds the chunks of a line; `first` and `others` are the kinds of their keys.
  mutating func find(in line: Span<UInt8>, first: UInt8, others: UInt8) {
    chunks.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
    bytes.append(copying: line)
    bytes += Self.zeros
    var start = 0
    for end in 0...line.count
    where end == line.count || line[end] == Normalizer.space || line[end] == 0x09 {
      if start < end {
        let kind = chunks.isEmpty ? first : others
        chunks.append(Chunk(range: start..<end, key: key(start..<end, kind)))
      }
      start = end + 1
    }
  }

  private func key(_ range: Range<Int>, _ kind: UInt8) -> SegmentCache.Key {
    precondition(range.lowerBound >= 0 && range.upperBound + SegmentCache.Key.size <= bytes.count)
    let lanes = unsafe bytes.withUnsafeBytes {
      unsafe $0.loadUnaligned(fromByteOffset: range.lowerBound, as: SIMD4<UInt64>.self)
    }
    return SegmentCache.Key(lanes: lanes, length: range.count, kind: kind)
  }
}
