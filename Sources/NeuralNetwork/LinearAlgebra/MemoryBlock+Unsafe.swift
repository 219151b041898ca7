internal import Platform

/// Memory that is mapped from the operating system.
///
/// Unlike memory of the allocator, it goes back to the system as soon as it is freed.
@safe
final class MemoryBlock {
  private let mapping: MemoryMapping
  private let leases = Leases()
  /// The size in bytes.
  var capacity: Int { unsafe mapping.count }

  init(capacity: Int) {
    guard let mapping = unsafe try? MemoryMapping(count: capacity) else {
      endWithoutMemory(capacity)
    }
    unsafe self.mapping = unsafe mapping
  }

  deinit {
    leases.end()
    unsafe mapping.giveBack()
  }

  /// A view of the block.
  ///
  /// - Parameters:
  ///   - count: the number of elements.
  ///   - offset: where they begin, in bytes from the start of the block.
  ///   - lease: a lease that ends before the block does; nil: the block's own.
  /// - Returns: the view.
  func vector<Element>(_ count: Int, at offset: Int, _ lease: Lease? = nil) -> Vector<Element> {
    precondition(
      count >= 0 && offset >= 0 && offset + count * MemoryLayout<Element>.stride <= capacity,
      "\(count) elements at byte \(offset) of a block of \(capacity) bytes")
    return unsafe Vector(
      (mapping.start + offset).bindMemory(to: Element.self, capacity: count), count: count,
      lease ?? leases.current)
  }
}
