/// An allocation of floats, aligned to a page, filled with zeros.
///
/// Pages that are never written take no memory.
package final class AlignedBuffer: @unchecked Sendable {
  package let floats: Vector<Float>
  private let memory: MemoryBlock

  package init(count: Int) {
    memory = MemoryBlock(capacity: max(count, 1) * MemoryLayout<Float>.stride)
    floats = memory.vector(count, at: 0)
  }

  package var count: Int { floats.count }
}
