import Platform

/// A file that grows by whole lines, such as `metrics.jsonl`.
///
/// A training that goes on from a checkpoint opens it with the number of lines written when the
/// checkpoint was taken; later ones, and a last line cut short, go, so that there is neither a gap
/// nor a duplicate.
package final class JSONLinesFile {
  private let file: OpenFile
  /// In bytes.
  private var length = 0
  /// How many lines the file has.
  package private(set) var lineCount = 0

  /// Opens or creates a file, and keeps its first `count` lines at most; nil keeps all whole lines.
  package init(path: String, keepingLines count: Int?) throws(FileError) {
    file = try OpenFile(path: path, action: .write, access: .updating)
    let status = try file.status(for: .write)
    guard status.isRegular else {
      throw FileError(path: path, action: .write, reason: .notRegularFile)
    }
    try keep(lines: count ?? .max)
  }

  /// Keeps the first `count` lines at most; a last line cut short goes, too.
  package func keep(lines count: Int) throws(FileError) {
    file.descriptor.seek(to: 0)
    (length, lineCount) = (0, 0)
    try findEnd(ofLines: count)
    if length < (try file.status(for: .write)).size { try file.truncate(to: length) }
    file.descriptor.seek(to: length)
  }

  /// Adds a line, given without its LF.
  ///
  /// If it cannot be written whole, the file stays as it was.
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
  }

  /// Returns when all lines are on the disk itself: before a checkpoint that counts them.
  package func synchronize() throws(FileError) { try file.synchronize() }

  private func findEnd(ofLines limit: Int) throws(FileError) {
    var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    var offset = 0
    while lineCount < limit {
      let count = try file.read(into: &buffer)
      if count == 0 { return }
      for (index, byte) in buffer[..<count].enumerated() where byte == 0x0A && lineCount < limit {
        lineCount += 1
        length = offset + index + 1
      }
      offset += count
    }
  }
}
