internal import Platform

/// Memory straight from the system: what the allocator gave would stay with the process when it is freed.
@safe
final class MemoryBlock {
  private let mapping: MemoryMapping
  private let leases = Leases()
  /// In bytes.
  var capacity: Int { unsafe mapping.count }

  init(capacity: Int) {
    guard let mapping = unsafe try? MemoryMapping(count: capacity) else {
      preconditionFailure("no memory for \(capacity) more bytes: take smaller batches")
    }
    unsafe self.mapping = unsafe mapping
  }

  deinit {
    leases.end()
    unsafe mapping.giveBack()
  }

  /// `count` numbers, `offset` bytes from the start.
  ///
  /// - Parameter lease: one that ends before the block does; nil: the block's own.
  func vector<Element>(_ count: Int, at offset: Int, _ lease: Lease? = nil) -> Vector<Element> {
    precondition(
      count >= 0 && offset >= 0 && offset + count * MemoryLayout<Element>.stride <= capacity,
      "\(count) numbers beyond a block of memory")
    return unsafe Vector(
      (mapping.start + offset).bindMemory(to: Element.self, capacity: count), count: count,
      lease ?? leases.current)
  }
}
