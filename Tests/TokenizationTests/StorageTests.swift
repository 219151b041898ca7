import TestSupport
import Testing

@testable import Tokenization

struct StorageTests {
  private func insert(_ string: String, into table: inout ByteStringTable) -> Int {
    let bytes = Array(string.utf8)
    return table.insert(bytes.span)
  }

  private func number(of string: String, in table: ByteStringTable) -> Int? {
    let bytes = Array(string.utf8)
    return table.number(of: bytes.span)
  }

  @Test func stringsAreNumberedInOrder() {
    var table = ByteStringTable()
    let strings = (0..<2000).map { "word \($0 % 1000)" }
    for (index, string) in strings.enumerated() {
      #expect(insert(string, into: &table) == index % 1000)
    }
    #expect(table.count == 1000)
    #expect(number(of: "word 999", in: table) == 999)
    #expect(number(of: "word 1000", in: table) == nil)
    #expect(table[7].elementsEqual("word 7".utf8))
    #expect(number(of: "", in: table) == nil)
    #expect(insert("", into: &table) == 1000)
    #expect(number(of: "", in: table) == 1000)
  }

  @Test func equalityIsOfStringsNotOfTheirBytesInARow() {
    var one = ByteStringTable()
    var other = ByteStringTable()
    for string in ["ab", "c"] { _ = insert(string, into: &one) }
    for string in ["a", "bc"] { _ = insert(string, into: &other) }
    #expect(one != other)
  }

  @Test(arguments: 0..<10 as Range<UInt64>)
  func heapGivesTheLeastFirst(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var numbers = (0..<50).map { _ in Int.random(in: 0...30, using: &generator) }
    var heap = BinaryHeap<Int>()
    heap.fill(with: numbers)
    for _ in 0..<50 {
      let number = Int.random(in: 0...30, using: &generator)
      heap.insert(number)
      numbers.append(number)
    }
    var popped: [Int] = []
    while let number = heap.popFirst() { popped.append(number) }
    #expect(popped == numbers.sorted())
  }

  /// The cached numbers of a string, or nil.
  private func lookUp(_ string: String, isWord: Bool, in cache: borrowing SegmentCache) -> [Int32]?
  {
    let bytes = Array(string.utf8)
    guard let key = SegmentCache.Key(bytes.span, isWord: isWord) else { return nil }
    var numbers: [Int32] = []
    return cache.append(key, to: &numbers) != nil ? numbers : nil
  }

  private func remember(
    _ string: String, isWord: Bool, _ numbers: [Int32], in cache: inout SegmentCache
  ) {
    let bytes = Array(string.utf8)
    guard let key = SegmentCache.Key(bytes.span, isWord: isWord) else { return }
    cache.remember(key, numbers[...])
  }

  @Test func cacheGivesWhatItWasGivenOrNothing() {
    var cache = SegmentCache()
    for number in 0..<100_000 as Range<Int32> {
      remember("\(number)", isWord: number.isMultiple(of: 2), [number, -number], in: &cache)
    }
    var hits = 0
    for number in 0..<100_000 as Range<Int32> {
      #expect(lookUp("\(number)", isWord: !number.isMultiple(of: 2), in: cache) == nil)
      guard let found = lookUp("\(number)", isWord: number.isMultiple(of: 2), in: cache) else {
        continue
      }
      #expect(found == [number, -number])
      hits += 1
    }
    #expect(hits > 1000)
  }

  @Test func cacheKeepsNotesAndKindsApartWhileItGrows() {
    var cache = SegmentCache(mostSlotBits: 12)
    let bytes = Array("chunk".utf8)
    let keys = (0..<64 as Range<UInt8>).compactMap { SegmentCache.Key(bytes.span, kind: $0) }
    for (place, key) in keys.enumerated() {
      cache.remember(key, [Int32(place)], note: SegmentCache.noteLimit - 1 - place)
    }
    for number in 0..<300 as Range<Int32> {
      remember("\(number)", isWord: true, [number], in: &cache)
    }
    var hits = 0
    for (place, key) in keys.enumerated() {
      var numbers: [Int32] = []
      guard let note = cache.append(key, to: &numbers) else { continue }
      #expect(note == SegmentCache.noteLimit - 1 - place)
      #expect(numbers == [Int32(place)])
      hits += 1
    }
    #expect(hits > 8)
  }

  @Test(arguments: [CachedLines.some, .corpus])
  func cacheGrowsToItsLimit(_ lines: CachedLines) {
    var cache = SegmentCache(mostSlotBits: lines.mostSlotBits)
    let numbers = 0..<300_000 as Range<Int32>
    for number in numbers { remember("\(number)", isWord: true, [number], in: &cache) }
    let hits = numbers.count { lookUp("\($0)", isWord: true, in: cache) != nil }
    let limit = 1 << lines.mostSlotBits
    #expect((limit / 2...limit).contains(hits))
  }

  @Test func cacheLeavesOutWhatIsTooLong() {
    var cache = SegmentCache()
    let longest = String(repeating: "x", count: SegmentCache.Key.capacity)
    remember(longest, isWord: true, [1], in: &cache)
    remember(longest + "x", isWord: true, [2], in: &cache)
    remember("a", isWord: true, Array(1...7), in: &cache)
    remember("b", isWord: true, Array(1...8), in: &cache)
    #expect(lookUp(longest, isWord: true, in: cache) == [1])
    #expect(lookUp(longest + "x", isWord: true, in: cache) == nil)
    #expect(lookUp("a", isWord: true, in: cache) == Array(1...7))
    #expect(lookUp("b", isWord: true, in: cache) == nil)
    // Zero bytes at the end are part of a string.
    remember("c", isWord: true, [3], in: &cache)
    #expect(lookUp("c\u{0}", isWord: true, in: cache) == nil)
  }

  @Test func piecesAndIdsAnswerEachOther() throws {
    let vocabulary = try SampleText.tokenizer().vocabulary
    for id in 0..<Int32(vocabulary.count) {
      switch vocabulary.piece(id) {
      case .special(let token): #expect(token.id == id)
      case .byte(let byte): #expect(vocabulary.id(ofByte: byte) == id)
      case .text(let text): #expect(vocabulary.id(of: text) == id)
      case nil: Issue.record("no piece for \(id)")
      }
    }
    #expect(vocabulary.piece(-1) == nil)
    #expect(vocabulary.piece(Int32(vocabulary.count)) == nil)
    #expect(vocabulary.spelling(of: .max) == "<?>")
    #expect(SpecialToken.allCases.map(\.spelling) == ["<unk>", "<s>", "</s>"])
    #expect(SpecialToken.allCases.map(\.id) == [0, 1, 2])
  }
}
