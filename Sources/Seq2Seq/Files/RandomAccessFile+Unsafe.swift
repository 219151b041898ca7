import Platform

/// A file whose parts are read when they are needed.
///
/// It is not mapped into memory, because a mapped file that someone shortens ends the process. Once all that is needed has
/// been read, ``checkUnchanged()`` says whether it was all of one file; until then the bytes may be anything.
final class RandomAccessFile: Sendable {
  let path: String
  /// The file's size in bytes, when it was opened.
  let count: Int
  private let file: OpenFile
  private let status: FileStatus
  /// Whether a part could not be read as a whole.
  private let isIncomplete = Monitor(false)

  init(path: String) throws(FileError) {
    self.path = path
    file = try OpenFile(readingRegularFile: path)
    status = try file.status(for: .read)
    count = status.size
  }

  /// Some of the bytes.
  func bytes(_ range: Range<Int>) -> [UInt8] {
    unsafe [UInt8](capacity: range.count) { bytes in
      unsafe read(range, into: UnsafeMutableRawBufferPointer(bytes))
      return range.count
    }
  }

  /// Reads some of the bytes into memory of their size; what the file does not have any more becomes zeros.
  @unsafe func read(_ range: Range<Int>, into room: UnsafeMutableRawBufferPointer) {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "a range beyond the file")
    let found = unsafe (try? file.descriptor.read(at: range.lowerBound, into: room)) ?? 0
    if found == range.count { return }
    for place in found..<range.count { unsafe room[place] = 0 }
    isIncomplete.use { $0 = true }
  }

  /// Throws if the file was changed in place since it was opened, or could not be read to its end.
  func checkUnchanged() throws(FileError) {
    let now = try file.status(for: .read)
    guard !isIncomplete.use({ $0 }), now.size == status.size, now.changed == status.changed else {
      throw FileError(path: path, action: .read, reason: .changedWhileRead)
    }
  }
}
