@testable import NeuralNetwork
import Testing

@Suite struct WorkspaceTests {
  @Test func everythingIsAlignedAndApart() {
    let workspace = Workspace(capacity: 256)
    var ranges: [Range<Int>] = []
    for size in [1, 16, 17, 0, 1_000, 3, 100_000, 5] {
      let floats = workspace.floats(size)
      let start = Int(bitPattern: floats.base)
      #expect(start % 64 == 0)
      floats.fill(1)
      #expect(ranges.allSatisfy { !$0.overlaps(start..<start + max(4 * size, 1)) })
      ranges.append(start..<start + max(4 * size, 1))
    }
    #expect(Int(bitPattern: workspace.integers(3).base) % 64 == 0)
    #expect(Int(bitPattern: workspace.copy([1, 2, 3] as [UInt8]).base) % 64 == 0)
  }

  /// After a batch that needed several blocks, there is one block that the next such batch fits in.
  @Test func growsOnce() {
    let workspace = Workspace(capacity: 64)
    func batch() { for _ in 0..<50 { _ = workspace.matrix(100, 100) } }
    batch()
    workspace.reset()
    batch()
    let capacity = workspace.capacity
    #expect(capacity >= 50 * 40_000)
    for _ in 0..<5 {
      workspace.reset()
      batch()
      #expect(workspace.capacity == capacity)
    }
  }

  @Test func marksGiveBackWhatCameAfter() {
    let workspace = Workspace(capacity: 1_024)
    let kept = workspace.floats(4)
    kept.fill(3)
    let mark = workspace.mark()
    let first = workspace.floats(8).base
    // Beyond the end of the block, and back.
    _ = workspace.floats(1 << 20)
    workspace.release(to: mark)
    let next = workspace.mark()
    #expect(workspace.floats(8).base == first)
    #expect((0..<4).allSatisfy { kept[$0] == 3 })
    let capacity = workspace.capacity
    workspace.release(to: next)
    _ = workspace.floats(1 << 20)
    #expect(workspace.capacity == capacity)
  }

  @Test func contents() {
    let workspace = Workspace()
    let dirty = workspace.matrix(3, 5)
    dirty.fill(9)
    workspace.reset()
    let zeros = workspace.zeros(3, 5)
    #expect(zeros.values == [Float](repeating: 0, count: 15))
    #expect(workspace.copy([3, 1, 2] as [Int32]).values == [3, 1, 2])
  }
}
