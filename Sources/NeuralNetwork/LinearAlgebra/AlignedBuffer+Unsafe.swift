/// An allocation of floats, aligned to 64 bytes (a cache line, an AVX-512 register), filled with zeros.
package final class AlignedBuffer: @unchecked Sendable {
  package let floats: Vector<Float>
  private let leases = Leases()

  package init(count: Int) {
    let bytes = max(count, 1) * MemoryLayout<Float>.stride
    let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
    unsafe floats = Vector(
      memory.bindMemory(to: Float.self, capacity: count), count: count, leases.current)
    floats.fill(0)
  }

  deinit {
    unsafe floats.base.deallocate()
  }

  package var count: Int { floats.count }
}
