import Platform

/// A file that grows by whole lines, such as `metrics.jsonl`.
///
/// A training resumed from a checkpoint opens it with the number of lines that the checkpoint
/// counted. Later lines and an incomplete last line are removed, so that no line is missing or
/// written twice.
package final class JSONLinesFile {
  private let file: OpenFile
  /// The file's length in bytes.
  private var length = 0
  /// How many lines the file has.
  package private(set) var lineCount = 0
  /// A hash of these lines, by which it is noticed that somebody changed them.
  package var digest: UInt64 { hash.value }
  private var hash: LineDigest
  private let marker: String

  /// Opens or creates a file, and keeps at most its first `count` lines; nil keeps all complete lines.
  ///
  /// Of each line, what comes after `marker` is not in the digest.
  package init(
    path: String, keepingLines count: Int?, digestedUpTo marker: String = ""
  ) throws(FileError) {
    self.marker = marker
    hash = LineDigest(upTo: marker)
    file = try OpenFile(path: path, action: .write, access: .updating)
    let status = try file.status(for: .write)
    guard status.isRegular else {
      throw FileError(path: path, action: .write, reason: .notRegularFile)
    }
    try keep(lines: count ?? .max)
  }

  /// Keeps at most the first `count` lines, and removes an incomplete last line.
  package func keep(lines count: Int) throws(FileError) {
    file.descriptor.seek(to: 0)
    (length, lineCount, hash) = (0, 0, LineDigest(upTo: marker))
    try findEnd(ofLines: count)
    if length < (try file.status(for: .write)).size { try file.truncate(to: length) }
    file.descriptor.seek(to: length)
  }

  /// Adds a line, given without its LF.
  ///
  /// If writing fails, the file is left as it was.
  package func append(_ line: String) throws(FileError) {
    precondition(!line.utf8.contains(0x0A))
    var bytes = Array(line.utf8)
    bytes.append(0x0A)
    do {
      try file.write(bytes)
    } catch {
      try? file.truncate(to: length)
      file.descriptor.seek(to: length)
      throw error
    }
    length += bytes.count
    lineCount += 1
    for byte in bytes { hash.add(byte) }
  }

  /// Waits until all lines are on the disk, as they must be before a checkpoint counts them.
  package func synchronize() throws(FileError) { try file.synchronize() }

  private func findEnd(ofLines limit: Int) throws(FileError) {
    var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    var offset = 0
    var hash = hash
    while lineCount < limit {
      let count = try file.read(into: &buffer)
      if count == 0 { return }
      for (index, byte) in buffer[..<count].enumerated() where lineCount < limit {
        hash.add(byte)
        if byte != 0x0A { continue }
        lineCount += 1
        length = offset + index + 1
        self.hash = hash
      }
      offset += count
    }
  }
}
