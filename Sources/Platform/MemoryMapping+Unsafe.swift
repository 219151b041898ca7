#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Memory mapped from the system; whoever maps it must give it back.
@unsafe
package struct MemoryMapping {
  package let start: UnsafeMutableRawPointer
  /// The size in bytes.
  package let count: Int

  /// Maps memory filled with zeros, at least one byte.
  package init(count: Int) throws(SystemError) {
    let start = unsafe mmap(
      nil, count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0)
    guard let start = unsafe start, unsafe start != MAP_FAILED else { throw .last }
    unsafe self.start = unsafe start
    unsafe self.count = count
  }

  /// Returns the memory to the system; it must not be used any more.
  package func giveBack() { unsafe munmap(start, count) }
}
