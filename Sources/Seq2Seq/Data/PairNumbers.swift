/// The numbers of the pairs of some blocks, which are ascending; so a block that is not full is the last one.
struct PairNumbers: RandomAccessCollection, Sendable {
  private let blocks: [Int]
  let startIndex = 0
  let endIndex: Int

  init(ofBlocks blocks: [Int], among pairs: Int) {
    self.blocks = blocks
    let last = blocks.last ?? 0
    endIndex =
      blocks.isEmpty
      ? 0
      : (blocks.count - 1) * PairBlock.size
        + Swift.min(PairBlock.size, pairs - last * PairBlock.size)
  }

  subscript(place: Int) -> Int {
    blocks[place / PairBlock.size] * PairBlock.size + place % PairBlock.size
  }

  /// How many blocks so many pairs have.
  static func blocks(of pairs: Int) -> Int { (pairs + PairBlock.size - 1) / PairBlock.size }
}
