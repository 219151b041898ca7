import Platform
import Seq2Seq

/// Standard output, for results only: buffered, and every error is thrown.
struct StandardOutput {
  private let writer = FileWriter(
    OpenFile(descriptor: .standardOutput, name: "standard output"))

  /// Appends a line to the buffer.
  func write(_ line: String) throws(FileError) { try writer.write(line + "\n") }

  /// Writes the buffered lines; to be called after every portion of work.
  func flush() throws(FileError) { try writer.flush() }
}
