import Platform
import Seq2Seq

/// Reads and writes whole files, without syncing them to the disk.
enum Scratch {
  static var directory: String { Environment.value(of: "TMPDIR") ?? "/tmp" }

  static func bytes(of path: String) throws -> [UInt8] {
    let file = try FileDescriptor.open(path, for: .reading)
    defer { file.close() }
    return try file.readAll()
  }

  static func write(_ bytes: [UInt8], to path: String) throws {
    let writer = FileWriter(try OpenFile(writing: path))
    try writer.write(bytes)
    try writer.flush()
  }
}
