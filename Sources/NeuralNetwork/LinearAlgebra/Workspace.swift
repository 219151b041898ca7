#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// Memory for one batch's intermediate values: taken piece by piece, given back all at once.
///
/// After the first batches nothing is allocated any more: a batch that needed several blocks leaves one
/// block that the next such batch fits in.
package final class Workspace {
  private struct Block {
    let start: UnsafeMutableRawPointer
    let capacity: Int
    /// How much of it was taken when the next block was begun.
    var filled = 0
  }

  /// A position to go back to; see `release(to:)`.
  package struct Mark {
    fileprivate let block: Int
    fileprivate let used: Int
  }

  private static let alignment = 64
  private var blocks: [Block]
  /// The block that is being filled, and how much of it is taken.
  private var current = 0
  private var used = 0
  /// The most bytes that were ever taken at once.
  package private(set) var most = 0

  package init(capacity: Int = 1 << 20) {
    blocks = [Self.makeBlock(capacity)]
  }

  deinit {
    blocks.forEach(Self.giveBack)
  }

  /// A block straight from the system: one of the allocator's would stay with the process when it is freed.
  private static func makeBlock(_ capacity: Int) -> Block {
    let start = mmap(nil, capacity, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0)
    guard let start, start != MAP_FAILED else {
      preconditionFailure("no memory for \(capacity) more bytes: take smaller batches")
    }
    return Block(start: start, capacity: capacity)
  }

  private static func giveBack(_ block: Block) { munmap(block.start, block.capacity) }

  /// Bytes held, used or not.
  package var capacity: Int { blocks.reduce(0) { $0 + $1.capacity } }

  /// Makes room for `bytes` at once, so that memory is not taken again and again as batches grow.
  ///
  /// Gives everything back, as `reset()` does.
  package func reserve(_ bytes: Int) {
    most = max(most, bytes)
    guard capacity < most else { return reset() }
    blocks.forEach(Self.giveBack)
    blocks = [Self.makeBlock(most)]
    current = 0
    used = 0
  }

  /// Gives everything back; what was taken before must no longer be used.
  package func reset() {
    if blocks.count > 1 {
      blocks.forEach(Self.giveBack)
      blocks = [Self.makeBlock(most)]
    }
    current = 0
    used = 0
  }

  package var mark: Mark { Mark(block: current, used: used) }

  /// Gives back what was taken since `mark` was read.
  package func release(to mark: Mark) {
    current = mark.block
    used = mark.used
  }

  private func take(bytes: Int) -> UnsafeMutableRawPointer {
    let rounded = max(1, (bytes + Self.alignment - 1) / Self.alignment) * Self.alignment
    while used + rounded > blocks[current].capacity {
      if current + 1 == blocks.count { blocks.append(Self.makeBlock(max(rounded, 1 << 20))) }
      blocks[current].filled = used
      current += 1
      used = 0
    }
    defer { used += rounded }
    most = max(most, blocks[..<current].reduce(used + rounded) { $0 + $1.filled })
    return blocks[current].start + used
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
  package func copy(_ values: [Int32]) -> UnsafeMutablePointer<Int32> {
    let result = integers(values.count)
    _ = UnsafeMutableBufferPointer(start: result, count: values.count).update(from: values)
    return result
  }
}
