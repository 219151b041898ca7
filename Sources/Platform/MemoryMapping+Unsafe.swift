#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Memory mapped from the system or from a file; whoever maps it must give it back.
@unsafe
package struct MemoryMapping {
  package let start: UnsafeMutableRawPointer
  /// The size in bytes.
  package let count: Int

  /// Maps memory filled with zeros, at least one byte.
  package init(count: Int) throws(SystemError) {
    try unsafe self.init(count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1)
  }

  /// Maps the beginning of a file for reading only, at least one byte.
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

  /// Returns the memory to the system; it must not be used any more.
  package func giveBack() { unsafe munmap(start, count) }
}
