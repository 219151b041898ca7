/// Many short sequences, stored in a few large blocks instead of one array each.
struct PackedSequences<Element: Sendable>: Sendable {
  private struct Block {
    var elements: [Element] = []
    /// Where each sequence ends among the elements.
    var ends: [Int] = []
  }

  private var blocks: [Block] = []
  private(set) var count = 0

  /// Sequences per block: few enough that growing a block is cheap, many enough that blocks are few.
  private static var blockSize: Int { 1 << 13 }

  mutating func append(_ sequence: some Sequence<Element>) {
    if count % Self.blockSize == 0 { blocks.append(Block()) }
    let last = blocks.count - 1
    blocks[last].elements.append(contentsOf: sequence)
    blocks[last].ends.append(blocks[last].elements.count)
    count += 1
  }

  subscript(index: Int) -> ArraySlice<Element> {
    let (block, place) = index.quotientAndRemainder(dividingBy: Self.blockSize)
    let start = place == 0 ? 0 : blocks[block].ends[place - 1]
    return blocks[block].elements[start..<blocks[block].ends[place]]
  }
}
