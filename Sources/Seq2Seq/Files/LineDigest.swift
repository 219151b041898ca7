import Platform

/// A hash of lines, each up to and including a marker, or its end.
struct LineDigest: Sendable {
  /// The hash of the lines so far.
  var value: UInt64 { hash.value }
  private var hash = ByteHash()
  private let marker: [UInt8]
  /// How many bytes of the marker the last bytes are.
  private var matched = 0

  /// - Parameter marker: whose first byte is not in the rest of it.
  init(upTo marker: String) { self.marker = Array(marker.utf8) }

  mutating func add(_ byte: UInt8) {
    let isEnd = byte == 0x0A
    if isEnd {
      matched = 0
    } else if !marker.isEmpty {
      if matched == marker.count { return }
      matched = byte == marker[matched] ? matched + 1 : byte == marker[0] ? 1 : 0
    }
    hash.add(byte)
  }
}
