import Platform

/// A buffered writer into an open file.
package final class FileWriter {
  private let file: OpenFile
  private var buffer: [UInt8] = []
  private static let capacity = 64 * 1024

  package init(_ file: OpenFile) {
    self.file = file
    buffer.reserveCapacity(Self.capacity)
  }

  /// Writes bytes; they may stay in the buffer until ``flush()``.
  package func write(_ bytes: Span<UInt8>) throws(FileError) {
    if buffer.count + bytes.count > Self.capacity { try flush() }
    if bytes.count > Self.capacity {
      try file.write(bytes)
    } else {
      buffer.append(copying: bytes)
    }
  }

  /// Writes bytes; they may stay in the buffer until ``flush()``.
  package func write(_ bytes: [UInt8]) throws(FileError) {
    try write(bytes.span)
  }

  /// Writes text as UTF-8; it may stay in the buffer until ``flush()``.
  package func write(_ text: String) throws(FileError) {
    try write(Array(text.utf8))
  }

  /// Passes all buffered bytes to the system.
  package func flush() throws(FileError) {
    try file.write(buffer)
    buffer.removeAll(keepingCapacity: true)
  }
}
