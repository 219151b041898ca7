internal import Platform

/// Encoded pairs in a file, read a block at a time.
///
/// The file is not mapped into memory, because a mapped file that someone shortens ends the process with a signal. Every
/// block is checked when it is read: what is damaged or missing is an error of ``check()``.
package final class FilePairStore: PairStore {
  package let count: Int
  let layout: PairFileLayout
  private let file: OpenFile
  /// Where each block begins, and where the last one ends.
  private let starts: [Int]
  /// The block from which a pair was read last: pairs are often read one after the other.
  private let latest = Monitor<(number: Int, pairs: [EncodedPair])>((-1, []))
  private let failure = Monitor<FileError?>(nil)

  /// Uses blocks that were written or checked.
  init(_ file: OpenFile, _ layout: PairFileLayout, starts: [Int], count: Int) {
    self.file = file
    self.layout = layout
    self.starts = starts
    self.count = count
  }

  /// Bytes of the file.
  var bytes: Int { starts[starts.count - 1] }

  /// Reads a block; empty pairs if it is damaged, which ``check()`` tells.
  private func block(_ number: Int) -> PairBlock {
    let pairs = min(PairBlock.size, count - number * PairBlock.size)
    do throws(FileError) {
      let bytes = try file.bytes(starts[number]..<starts[number + 1])
      let head = Array(bytes.prefix(PairBlock.Head.size))
      let body = Array(bytes.dropFirst(PairBlock.Head.size))
      if let found = PairBlock.Head(head), found.pairs == pairs, found.bytes == body.count,
        PairBlock.Head.fits(head, body, number: number),
        let block = PairBlock(found, body, layout)
      {
        return block
      }
      throw FileError(path: file.path, action: .read, reason: .damagedPairs)
    } catch {
      failure.use { $0 = $0 ?? error }
    }
    return PairBlock(
      [EncodedPair](repeating: EncodedPair(source: [0], target: [0]), count: pairs),
      texts: layout.hasTexts
        ? [PairText](repeating: PairText(source: "", target: ""), count: pairs) : [])
  }

  package func check() throws(FileError) {
    if let error = failure.use({ $0 }) { throw error }
  }

  package var lengths: [BatchPlan.Lengths] {
    (0..<starts.count - 1).flatMap { block($0).pairs.map(\.lengths) }
  }

  package subscript(index: Int) -> EncodedPair {
    let number = index / PairBlock.size
    let pairs = latest.use { latest in
      if latest.number != number { latest = (number, block(number).pairs) }
      return latest.pairs
    }
    return pairs[index % PairBlock.size]
  }

  package func pairs(ofBlocks blocks: [Int]) -> InMemoryPairStore {
    InMemoryPairStore(blocks.lazy.flatMap { [self] in block($0).pairs })
  }

  /// Calls `body` with the first pairs of all, in order.
  func forEach(first most: Int, _ body: (EncodedPair) -> Void) {
    for number in 0..<PairNumbers.blocks(of: min(most, count)) {
      for pair in block(number).pairs { body(pair) }
    }
  }
}

extension FilePairStore: PairTexts {
  package func texts(ofBlocks blocks: [Int]) -> [PairText] { blocks.flatMap { block($0).texts } }
}
