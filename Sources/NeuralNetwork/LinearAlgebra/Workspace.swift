/// Memory for the intermediate results of one batch: taken piece by piece, given back all at once.
///
/// After the first batches nothing is allocated any more: if a batch needed several blocks, `reset()` replaces them by
/// one block of their size.
package final class Workspace {
  private struct Block {
    let memory: MemoryBlock
    /// Bytes taken from it when the next block was begun.
    var filled = 0

    init(_ capacity: Int) { memory = MemoryBlock(capacity: capacity) }
  }

  /// A position to release memory to, once; see `release(to:)`.
  package struct Mark {
    fileprivate let block: Int
    fileprivate let used: Int
    /// The index in `leases` of the memory taken after this mark.
    fileprivate let level: Int
    fileprivate let lease: Lease
  }

  private static let alignment = 64
  private var blocks: [Block]
  /// The current block and the bytes taken from it.
  private var current = 0
  private var used = 0
  /// The leases of the memory taken before the first open mark, between the first and the second, and so on.
  private var leases = [Leases()]
  /// The index in `leases` of the memory that is taken now: the number of open marks.
  private var level = 0
  /// The most bytes that were ever taken at the same time.
  package private(set) var most = 0

  package init(capacity: Int = 1 << 20) {
    blocks = [Block(capacity)]
  }

  /// Bytes held, taken or not.
  package var capacity: Int { blocks.reduce(0) { $0 + $1.memory.capacity } }

  /// Allocates a block of at least `bytes`, so that growing batches do not allocate again and again.
  ///
  /// Everything taken before is given back, as by `reset()`.
  package func reserve(_ bytes: Int) {
    most = max(most, bytes)
    if capacity < most { beginAnew() } else { reset() }
  }

  /// Gives everything back; a use of anything taken before traps.
  package func reset() {
    if blocks.count > 1 { return beginAnew() }
    endLeases(from: 0)
    current = 0
    used = 0
  }

  /// Replaces all blocks by one of the greatest size that was ever needed.
  private func beginAnew() {
    endLeases(from: 0)
    // Frees the old blocks before the new one is allocated.
    blocks.removeAll()
    blocks = [Block(most)]
    current = 0
    used = 0
  }

  private func endLeases(from first: Int) {
    for place in first...level { leases[place].end() }
    level = max(first - 1, 0)
  }

  /// Makes a mark: `release(to:)` gives back everything taken after it.
  package func mark() -> Mark {
    level += 1
    if level == leases.count { leases.append(Leases()) }
    return Mark(block: current, used: used, level: level, lease: leases[level].current)
  }

  /// Gives back everything taken since `mark` was made.
  ///
  /// A use of anything taken since then traps, and so does a second release to the same mark.
  package func release(to mark: Mark) {
    precondition(mark.lease.isValid, "a mark that was released before")
    endLeases(from: mark.level)
    current = mark.block
    used = mark.used
  }

  private func take<Element>(_ count: Int) -> Vector<Element> {
    let bytes = count * MemoryLayout<Element>.stride
    let rounded = max(1, (bytes + Self.alignment - 1) / Self.alignment) * Self.alignment
    while used + rounded > blocks[current].memory.capacity {
      if current + 1 == blocks.count { blocks.append(Block(max(rounded, 1 << 20))) }
      blocks[current].filled = used
      current += 1
      used = 0
    }
    defer { used += rounded }
    most = max(most, blocks[..<current].reduce(used + rounded) { $0 + $1.filled })
    return blocks[current].memory.vector(count, at: used, leases[level].current)
  }

  /// A matrix with undefined contents.
  package func matrix(_ rows: Int, _ columns: Int) -> Matrix {
    Matrix(floats(rows * columns), rows: rows, columns: columns)
  }

  /// A matrix of zeros.
  package func zeros(_ rows: Int, _ columns: Int) -> Matrix {
    let numbers = floats(rows * columns)
    numbers.fill(0)
    return Matrix(numbers, rows: rows, columns: columns)
  }

  package func floats(_ count: Int) -> Vector<Float> { take(count) }

  package func integers(_ count: Int) -> Vector<Int32> { take(count) }

  /// A copy of `values`.
  package func copy(_ values: [Int32]) -> Vector<Int32> {
    let result = integers(values.count)
    result.copy(from: values)
    return result
  }

  /// A copy of `values`.
  package func copy(_ values: [UInt8]) -> Vector<UInt8> {
    let result: Vector<UInt8> = take(values.count)
    result.copy(from: values)
    return result
  }
}
