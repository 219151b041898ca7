internal import Platform

/// Writes encoded pairs into a file, a block at a time, and resumes what an ended process has left.
///
/// A block is either whole or not there: what follows the last whole block is removed when the work is resumed. The last
/// block of all has no pairs; a file without it is not complete.
final class PairFileWriter {
  let path: String
  /// About how many bytes the file will have.
  let expectedBytes: Int
  private let layout: PairFileLayout
  private let file: OpenFile
  private var starts: [Int]
  /// Pairs in the file.
  private(set) var count = 0
  /// How far the corpus was read when the last block was written.
  private(set) var progress = PairBlock.Progress()
  private(set) var isComplete = false

  /// Opens a file, and keeps the blocks in it that were made from and with the same.
  init(path: String, _ layout: PairFileLayout, expectedBytes: Int = 0) throws(FileError) {
    self.path = path
    self.expectedBytes = expectedBytes
    self.layout = layout
    file = try OpenFile(path: path, action: .write, access: .updating)
    starts = [PairFileLayout.size]
    let status = try file.status(for: .write)
    guard status.isRegular else {
      throw FileError(path: path, action: .write, reason: .notRegularFile)
    }
    if try file.bytes(0..<min(status.size, PairFileLayout.size)) == layout.head {
      while try readBlock(before: status.size) {}
    } else {
      try file.truncate(to: 0)
      file.descriptor.seek(to: 0)
      try file.write(layout.head)
    }
    let end = starts[starts.count - 1]
    if !isComplete { try file.truncate(to: end) }
    file.descriptor.seek(to: end)
  }

  /// Reads the next block, which an earlier process has written; false if there is no whole one.
  private func readBlock(before end: Int) throws(FileError) -> Bool {
    let (start, number) = (starts[starts.count - 1], starts.count - 1)
    guard !isComplete, start + PairBlock.Head.size <= end else { return false }
    let bytes = try file.bytes(start..<start + PairBlock.Head.size)
    guard let head = PairBlock.Head(bytes), head.pairs <= PairBlock.size,
      start + PairBlock.Head.size + head.bytes <= end
    else { return false }
    let bodyStart = start + PairBlock.Head.size
    let body = try file.bytes(bodyStart..<bodyStart + head.bytes)
    guard PairBlock.Head.fits(bytes, body, number: number) else { return false }
    add(head)
    return true
  }

  private func add(_ head: PairBlock.Head) {
    progress = head.progress
    count += head.pairs
    if head.pairs == 0 {
      isComplete = true
    } else {
      starts.append(starts[starts.count - 1] + PairBlock.Head.size + head.bytes)
    }
  }

  /// Writes blocks that follow each other, as many as the function turns into bytes at once.
  func write(
    _ blocks: [(block: PairBlock, progress: PairBlock.Progress)], _ encoder: ParallelEncoder
  ) throws(FileError) {
    let (first, layout) = (starts.count - 1, layout)
    let encoded = encoder.map(blocks.count, atOnce: 4) {
      blocks[$0].block.encoded(layout, blocks[$0].progress, number: first + $0)
    }
    for bytes in encoded {
      try file.write(bytes)
      if let head = PairBlock.Head(Array(bytes.prefix(PairBlock.Head.size))) { add(head) }
    }
  }

  /// Writes the end, and returns the pairs.
  func finish(_ progress: PairBlock.Progress) throws(FileError) -> FilePairStore {
    if !isComplete {
      let end = PairBlock().encoded(layout, progress, number: starts.count - 1)
      try file.write(end)
      self.progress = progress
      isComplete = true
    }
    return FilePairStore(file, layout, starts: starts, count: count)
  }
}
