import NeuralNetwork
import Platform
import TestSupport
import Testing

@testable import Seq2Seq

/// Encoded pairs in a file: as they were written, or an error, whatever happens to the file.
@Suite struct StoredPairsTests {
  private let directory: TemporaryDirectory
  private var path: String { directory.file("pairs.cache") }
  private let encoder = ParallelEncoder(on: WorkerPool(count: 2))

  init() throws { directory = try TemporaryDirectory() }

  /// Pairs of all lengths, including empty ones, in full blocks and one that is not full.
  private static let pairs: [EncodedPair] = {
    var generator = Seq2Seq.SeededGenerator(seed: 5)
    func side() -> [Int32] {
      (0..<generator.next(below: 9)).map { _ in Int32(generator.next(below: 1 << 16)) }
    }
    return (0..<1_000).map { _ in EncodedPair(source: side(), target: side()) }
  }()

  private func text(_ number: Int) -> PairText {
    PairText(source: "né \(number)", target: "日\(number)")
  }

  private func layout(ids: Int = 1 << 16, hasTexts: Bool = false, key: UInt64 = 7) -> PairFileLayout
  {
    PairFileLayout(key: key, ids: ids, longest: 100, hasTexts: hasTexts)
  }

  private func blocks(
    _ range: Range<Int>, hasTexts: Bool = false
  ) -> [(block: PairBlock, progress: PairBlock.Progress)] {
    range.map { number in
      let pairs = number * PairBlock.size..<min((number + 1) * PairBlock.size, Self.pairs.count)
      var progress = PairBlock.Progress()
      progress.read = UInt64(pairs.upperBound)
      return (
        PairBlock(Array(Self.pairs[pairs]), texts: hasTexts ? pairs.map(text) : []), progress
      )
    }
  }

  private func write(_ layout: PairFileLayout) throws -> FilePairStore {
    let writer = try PairFileWriter(path: path, layout)
    try writer.write(blocks(0..<3, hasTexts: layout.hasTexts), encoder)
    try writer.write(blocks(3..<8, hasTexts: layout.hasTexts), encoder)
    return try writer.finish(blocks(7..<8)[0].progress)
  }

  @Test(arguments: [1 << 16, 1 << 20], [false, true])
  func pairsComeOutAsTheyWentIn(ids: Int, hasTexts: Bool) throws {
    let store = try write(layout(ids: ids, hasTexts: hasTexts))
    #expect(store.count == 1_000 && store.prefix(.max) == Self.pairs)
    for index in [999, 0, 127, 128, 511] { #expect(store[index] == Self.pairs[index]) }
    let memory = InMemoryPairStore(Self.pairs)
    #expect(store.lengths.map(\.source) == memory.lengths.map(\.source))
    #expect(store.lengths.map(\.target) == memory.lengths.map(\.target))
    for blocks in [[0, 3, 7], [7], [], [2, 5]] {
      let (found, expected) = (store.pairs(ofBlocks: blocks), memory.pairs(ofBlocks: blocks))
      #expect(found.prefix(.max) == expected.prefix(.max))
      let numbers = PairNumbers(ofBlocks: blocks, among: 1_000)
      #expect(found.prefix(.max) == numbers.map { Self.pairs[$0] })
      if hasTexts { #expect(store.texts(ofBlocks: blocks) == numbers.map(text)) }
    }
    try store.check()
  }

  /// Whatever a kill leaves of the file, as many whole blocks as there are stay, and the file becomes the same.
  @Test func writingIsResumedAfterAnyByte() throws {
    _ = try write(layout())
    let whole = try directory.read("pairs.cache")
    var generator = Seq2Seq.SeededGenerator(seed: 3)
    for length in [0, 1, 23, 24, 60, whole.count - 1, whole.count]
      + (0..<40).map({ _ in generator.next(below: whole.count) })
    {
      try directory.write(Array(whole[..<length]), to: "pairs.cache")
      let writer = try PairFileWriter(path: path, layout())
      let there = PairNumbers.blocks(of: writer.count)
      #expect(writer.count == Int(writer.progress.read) || writer.isComplete)
      #expect(writer.isComplete == (length == whole.count))
      try writer.write(blocks(there..<8), encoder)
      let store = try writer.finish(blocks(7..<8)[0].progress)
      #expect(store.prefix(.max) == Self.pairs, "\(length)")
      #expect(try directory.read("pairs.cache") == whole, "\(length)")
    }
  }

  /// Any changed byte is noticed when the file is opened or read; what was made otherwise is not used at all.
  @Test func damageIsFound() throws {
    let store = try write(layout())
    let whole = try directory.read("pairs.cache")
    #expect(try PairFileWriter(path: path, layout()).count == 1_000)
    var generator = Seq2Seq.SeededGenerator(seed: 4)
    for _ in 0..<60 {
      var bytes = whole
      bytes[24 + generator.next(below: whole.count - 24)] ^= UInt8(1 << generator.next(below: 8))
      try directory.write(bytes, to: "pairs.cache")
      #expect(try !PairFileWriter(path: path, layout()).isComplete)
    }
    try directory.write(whole, to: "pairs.cache")
    #expect(try PairFileWriter(path: path, layout(key: 8)).count == 0)
    try store.check()
  }

  /// A file that someone shortens or overwrites while it is read is an error, not a signal.
  @Test func aFileThatShrinksIsAnError() throws {
    let store = try write(layout())
    let whole = try directory.read("pairs.cache")
    let file = try OpenFile(path: path, action: .write, access: .updating)
    try file.truncate(to: whole.count / 2)
    #expect(store.pairs(ofBlocks: [0]).prefix(.max) == Array(Self.pairs[..<128]))
    try store.check()
    #expect(store.pairs(ofBlocks: [7]).count == 104)
    #expect(throws: FileError(path: path, action: .read, reason: .damagedPairs)) {
      try store.check()
    }
  }

  @Test func aPermutationHasEveryNumberOnce() {
    for count in [0, 1, 2, 3, 4, 5, 16, 17, 255, 1_000, 4_097] {
      let order = SeededPermutation(count: count, seed: 9, stream: 2)
      #expect(Set((0..<count).map { order[$0] }) == Set(0..<count), "\(count)")
    }
    let (one, same, other) = (
      SeededPermutation(count: 1_000, seed: 9, stream: 2),
      SeededPermutation(count: 1_000, seed: 9, stream: 2),
      SeededPermutation(count: 1_000, seed: 9, stream: 3)
    )
    #expect((0..<1_000).allSatisfy { one[$0] == same[$0] })
    #expect((0..<1_000).count { one[$0] == other[$0] } < 20)
    // Places say nothing about numbers: the mean distance of a random order is a third of the count.
    let distance = (0..<1_000).reduce(0) { $0 + abs(one[$1] - $1) }
    #expect((300_000..<367_000).contains(distance), "\(distance)")
  }
}
