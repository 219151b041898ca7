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

  /// Writes bytes, now or with later ones.
  package func write(_ bytes: Span<UInt8>) throws(FileError) {
    if buffer.count + bytes.count > Self.capacity { try flush() }
    if bytes.count > Self.capacity {
      try file.write(bytes)
    } else {
      buffer.append(copying: bytes)
    }
  }

  /// Writes bytes, now or with later ones.
  package func write(_ bytes: [UInt8]) throws(FileError) {
    try write(bytes.span)
  }

  /// Writes text as UTF-8, now or with later bytes.
  package func write(_ text: String) throws(FileError) {
    try write(Array(text.utf8))
  }

  /// Hands all that was written to the system.
  package func flush() throws(FileError) {
    try file.write(buffer)
    buffer.removeAll(keepingCapacity: true)
  }
}
