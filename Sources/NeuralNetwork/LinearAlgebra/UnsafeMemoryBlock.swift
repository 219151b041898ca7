#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// Memory straight from the system: what the allocator gave would stay with the process when it is freed.
@safe
struct MemoryBlock {
  private let start: UnsafeMutableRawPointer
  /// In bytes.
  let capacity: Int

  init(capacity: Int) {
    let start = unsafe mmap(nil, capacity, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0)
    guard let start = unsafe start, unsafe start != MAP_FAILED else {
      preconditionFailure("no memory for \(capacity) more bytes: take smaller batches")
    }
    unsafe self.start = unsafe start
    self.capacity = capacity
  }

  /// Returns it to the system; no view of it may be used any more.
  func giveBack() { unsafe munmap(start, capacity) }

  /// `count` numbers, `offset` bytes from the start.
  func vector<Element>(_ count: Int, at offset: Int) -> Vector<Element> {
    precondition(offset >= 0 && offset + count * MemoryLayout<Element>.stride <= capacity)
    return unsafe Vector(
      (start + offset).bindMemory(to: Element.self, capacity: count), count: count)
  }
}
