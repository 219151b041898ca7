internal import Platform

/// A file that was perhaps left in the middle of a line.
enum PartialLines {
  /// Cuts off an incomplete last line, goes to the end, and returns how many lines there are.
  static func keepComplete(of file: OpenFile) throws(FileError) -> Int {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var (count, size, end) = (0, 0, 0)
    file.descriptor.seek(to: 0)
    while case let read = try file.read(into: &buffer), read > 0 {
      for (place, byte) in buffer[..<read].enumerated() where byte == UInt8(ascii: "\n") {
        count += 1
        end = size + place + 1
      }
      size += read
    }
    try file.truncate(to: end)
    file.descriptor.seek(to: end)
    return count
  }
}
