/// Writes gzip members according to RFC 1952, without compression, to test the reader.
enum Gzip {
  static func member(_ content: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
    var rest = content[...]
    repeat {
      let block = rest.prefix(0xFFFF)
      rest = rest.dropFirst(block.count)
      let size = UInt16(block.count)
      bytes.append(rest.isEmpty ? 1 : 0)
      bytes += littleEndian(size) + littleEndian(~size) + block
    } while !rest.isEmpty
    return bytes + littleEndian(checksum(content)) + littleEndian(UInt32(content.count))
  }

  /// "Il fait froid.\tIt is cold.\n" three times, as Python's `gzip.compress` makes it.
  static let compressedByPython: [UInt8] = [
    0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xF3, 0xCC, 0x51, 0x48,
    0x4B, 0xCC, 0x2C, 0x51, 0x48, 0x2B, 0xCA, 0xCF, 0x4C, 0xD1, 0xE3, 0xF4, 0x2C, 0x51,
    0xC8, 0x2C, 0x56, 0x48, 0xCE, 0xCF, 0x49, 0xD1, 0xE3, 0xF2, 0x24, 0x4B, 0x0A, 0x00,
    0xCC, 0xDC, 0x64, 0x29, 0x51, 0x00, 0x00, 0x00,
  ]

  private static func littleEndian(_ value: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
  }

  /// CRC-32, bit by bit.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var sum = UInt32.max
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
    return ~sum
  }
}
