import Platform

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file's bytes, mapped read-only into memory: read from disk when touched, never copied.
///
/// The mapping keeps the file's content even when another file takes its name, as happens at every
/// ``AtomicFile`` write. Cutting the file short in place while it is mapped is not survivable.
@safe final class MappedFile: @unchecked Sendable {  // Sendable: the bytes never change.
  let path: String
  /// Valid as long as this object lives.
  @unsafe let bytes: UnsafeRawBufferPointer

  init(path: String) throws(FileError) {
    self.path = path
    let file = try OpenFile(reading: path)
    let status = try file.status(for: .read)
    guard status.isRegular else {
      throw FileError(path: path, action: .read, reason: .notRegularFile)
    }
    if status.size == 0 {
      unsafe bytes = UnsafeRawBufferPointer(start: nil, count: 0)
      return
    }
    let mapping = unsafe mmap(nil, status.size, PROT_READ, MAP_PRIVATE, file.descriptor.number, 0)
    guard let mapping = unsafe mapping, unsafe mapping != MAP_FAILED else {
      throw FileError(path: path, action: .read, code: errno)
    }
    unsafe bytes = UnsafeRawBufferPointer(start: mapping, count: status.size)
  }

  deinit {
    if let address = unsafe bytes.baseAddress {
      unsafe munmap(UnsafeMutableRawPointer(mutating: address), bytes.count)
    }
  }

  /// In bytes.
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
