/// Memory for one batch's intermediate values: taken piece by piece, given back all at once.
///
/// After the first batches nothing is allocated any more: a batch that did not fit in one block
/// leaves a block that the next such batch fits in.
package final class Workspace {
  private static let alignment = 64
  private var block: UnsafeMutableRawPointer
  private var capacity: Int
  private var used = 0
  /// Blocks taken because `block` was full, until the next reset.
  private var overflow: [UnsafeMutableRawPointer] = []
  private var overflowBytes = 0

  package init(capacity: Int = 1 << 20) {
    self.capacity = capacity
    block = .allocate(byteCount: capacity, alignment: Self.alignment)
  }

  deinit {
    block.deallocate()
    for piece in overflow { piece.deallocate() }
  }

  /// Gives everything back; what was taken before must no longer be used.
  package func reset() {
    if !overflow.isEmpty {
      let wanted = used + overflowBytes
      block.deallocate()
      for piece in overflow { piece.deallocate() }
      overflow.removeAll()
      overflowBytes = 0
      capacity = wanted
      block = .allocate(byteCount: capacity, alignment: Self.alignment)
    }
    used = 0
  }

  /// A position to which `release(to:)` returns.
  package var mark: Int { overflow.isEmpty ? used : -1 }

  /// Gives back what was taken since `mark` was read, where that is possible.
  package func release(to mark: Int) {
    if overflow.isEmpty && mark >= 0 { used = mark }
  }

  private func take(bytes: Int) -> UnsafeMutableRawPointer {
    let rounded = (bytes + Self.alignment - 1) / Self.alignment * Self.alignment
    if overflow.isEmpty && used + rounded <= capacity {
      defer { used += rounded }
      return block + used
    }
    let piece = UnsafeMutableRawPointer.allocate(
      byteCount: max(rounded, Self.alignment), alignment: Self.alignment)
    overflow.append(piece)
    overflowBytes += rounded
    return piece
  }

  /// A matrix with undefined contents.
  package func matrix(_ rows: Int, _ columns: Int) -> Matrix {
    Matrix(floats(rows * columns), rows: rows, columns: columns)
  }

  /// A matrix of zeros.
  package func zeros(_ rows: Int, _ columns: Int) -> Matrix {
    let result = matrix(rows, columns)
    result.base.update(repeating: 0, count: rows * columns)
    return result
  }

  package func floats(_ count: Int) -> UnsafeMutablePointer<Float> {
    take(bytes: count * MemoryLayout<Float>.stride).bindMemory(to: Float.self, capacity: count)
  }

  package func integers(_ count: Int) -> UnsafeMutablePointer<Int32> {
    take(bytes: count * MemoryLayout<Int32>.stride).bindMemory(to: Int32.self, capacity: count)
  }

  package func bytes(_ count: Int) -> UnsafeMutablePointer<UInt8> {
    take(bytes: count).bindMemory(to: UInt8.self, capacity: count)
  }

  /// A copy of `values`.
  package func copy(_ values: [Int32]) -> UnsafeMutableBufferPointer<Int32> {
    let result = UnsafeMutableBufferPointer(start: integers(values.count), count: values.count)
    _ = result.update(from: values)
    return result
  }
}
