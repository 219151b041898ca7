import Platform
import Seq2Seq

/// Standard output: for results alone, buffered, and no error goes unseen.
struct StandardOutput {
  private let writer = FileWriter(
    OpenFile(descriptor: .standardOutput, name: "standard output"))

  /// Writes a line, now or with later ones.
  func write(_ line: String) throws(FileError) { try writer.write(line + "\n") }

  /// Hands all lines to the system: the end of every piece of work.
  func flush() throws(FileError) { try writer.flush() }
}
