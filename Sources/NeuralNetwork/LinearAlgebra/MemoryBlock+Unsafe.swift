internal import Platform

/// Memory straight from the system: what the allocator gave would stay with the process when it is freed.
@safe
struct MemoryBlock {
  private let mapping: MemoryMapping
  /// In bytes.
  var capacity: Int { unsafe mapping.count }

  init(capacity: Int) {
    guard let mapping = unsafe try? MemoryMapping(count: capacity) else {
      preconditionFailure("no memory for \(capacity) more bytes: take smaller batches")
    }
    unsafe self.mapping = unsafe mapping
  }

  /// Returns it to the system; no view of it may be used any more.
  func giveBack() { unsafe mapping.giveBack() }

  /// `count` numbers, `offset` bytes from the start.
  func vector<Element>(_ count: Int, at offset: Int) -> Vector<Element> {
    precondition(offset >= 0 && offset + count * MemoryLayout<Element>.stride <= capacity)
    return unsafe Vector(
      (mapping.start + offset).bindMemory(to: Element.self, capacity: count), count: count)
  }
}
