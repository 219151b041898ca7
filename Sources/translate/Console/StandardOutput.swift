import Platform
import Seq2Seq

/// Standard output, or a file in its place, for results only: buffered, and every error is thrown.
struct StandardOutput {
  private let writer: FileWriter

  init(_ writer: FileWriter? = nil) {
    self.writer =
      writer ?? FileWriter(OpenFile(descriptor: .standardOutput, name: "standard output"))
  }

  /// Appends a line to the buffer.
  func write(_ line: String) throws(FileError) { try writer.write(line + "\n") }

  /// Appends bytes to the buffer.
  func write(_ bytes: [UInt8]) throws(FileError) { try writer.write(bytes) }

  /// Writes the buffered lines; to be called after every portion of work.
  func flush() throws(FileError) { try writer.flush() }
}
