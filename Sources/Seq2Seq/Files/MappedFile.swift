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
final class MappedFile: @unchecked Sendable {  // Sendable: the bytes never change.
  let path: String
  /// Valid as long as this object lives.
  let bytes: UnsafeRawBufferPointer

  init(path: String) throws(FileError) {
    self.path = path
    let file = try OpenFile(reading: path)
    let status = try file.status(for: .read)
    guard status.isRegular else {
      throw FileError(path: path, action: .read, reason: .notRegularFile)
    }
    if status.size == 0 {
      bytes = UnsafeRawBufferPointer(start: nil, count: 0)
      return
    }
    let mapping = mmap(nil, status.size, PROT_READ, MAP_PRIVATE, file.descriptor, 0)
    guard let mapping, mapping != MAP_FAILED else {
      throw FileError(path: path, action: .read, code: errno)
    }
    bytes = UnsafeRawBufferPointer(start: mapping, count: status.size)
  }

  deinit {
    if let address = bytes.baseAddress {
      munmap(UnsafeMutableRawPointer(mutating: address), bytes.count)
    }
  }
}
