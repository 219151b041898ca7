#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Pages of memory from the system, or of a file: whoever asks for them gives them back.
@unsafe
package struct MemoryMapping {
  package let start: UnsafeMutableRawPointer
  /// In bytes.
  package let count: Int

  /// Memory of our own, all zeros; at least one byte.
  package init(count: Int) throws(SystemError) {
    try unsafe self.init(count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1)
  }

  /// The beginning of a file, which may only be read; at least one byte.
  package init(reading file: FileDescriptor, count: Int) throws(SystemError) {
    try unsafe self.init(count, PROT_READ, MAP_PRIVATE, file.number)
  }

  private init(
    _ count: Int, _ protection: Int32, _ flags: Int32, _ file: Int32
  ) throws(SystemError) {
    let start = unsafe mmap(nil, count, protection, flags, file, 0)
    guard let start = unsafe start, unsafe start != MAP_FAILED else { throw .last }
    unsafe self.start = unsafe start
    unsafe self.count = count
  }

  /// Returns it to the system; it may not be touched any more.
  package func giveBack() { unsafe munmap(start, count) }
}
