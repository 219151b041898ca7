import Platform

/// A file's bytes, mapped read-only into memory: read from disk when accessed, never copied.
///
/// The mapping keeps the file's content even when another file takes its name, as in every
/// ``AtomicFile`` write. If the file is truncated in place while it is mapped, the process may crash.
@safe final class MappedFile: @unchecked Sendable {  // Sendable: the bytes never change.
  let path: String
  /// Nil for an empty file.
  private let mapping: MemoryMapping?

  init(path: String) throws(FileError) {
    self.path = path
    // Before it is opened, because opening a pipe would wait for whoever writes to it.
    if let status = FileStatus(path: path), !status.isRegular, !status.isDirectory {
      throw FileError(path: path, action: .read, reason: .notRegularFile)
    }
    let file = try OpenFile(reading: path)
    let status = try file.status(for: .read)
    guard status.isRegular else {
      throw FileError(path: path, action: .read, reason: .notRegularFile)
    }
    if status.size == 0 {
      unsafe mapping = nil
      return
    }
    do {
      unsafe mapping = try MemoryMapping(reading: file.descriptor, count: status.size)
    } catch {
      throw FileError(path: path, action: .read, error)
    }
  }

  deinit { unsafe mapping?.giveBack() }

  /// Valid as long as this object lives.
  @unsafe var bytes: UnsafeRawBufferPointer {
    unsafe UnsafeRawBufferPointer(start: mapping?.start, count: mapping?.count ?? 0)
  }

  /// The file's size in bytes.
  var count: Int { unsafe bytes.count }

  /// One byte.
  subscript(offset: Int) -> UInt8 {
    precondition(offset >= 0 && offset < count, "an offset beyond the file")
    return unsafe bytes[offset]
  }

  /// A copy of some of the bytes.
  func copy(_ range: Range<Int>) -> [UInt8] { unsafe Array(part(range)) }

  /// Some of the bytes as text; nil if they are not UTF-8.
  func text(_ range: Range<Int>) -> String? {
    unsafe String(validating: part(range), as: UTF8.self)
  }

  /// Some of the bytes, valid as long as this object lives.
  @unsafe func part(_ range: Range<Int>) -> UnsafeRawBufferPointer {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "a range beyond the file")
    return unsafe UnsafeRawBufferPointer(rebasing: bytes[range])
  }
}
