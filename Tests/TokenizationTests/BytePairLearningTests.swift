import TestSupport
import Testing

@testable import Tokenization

/// Byte-pair encoding as in its definition, and slow: all pairs are counted again for each merge.
private struct PlainBytePairs {
  typealias Merge = BytePairEncoding.Merge

  private(set) var texts: [[UInt8]]
  private(set) var merges: [Merge] = []

  private static let first = Int(BytePairEncoding.firstCharacter)

  init(alphabet: [Unicode.Scalar]) { texts = alphabet.map { Array(String($0).utf8) } }

  /// A character outside the alphabet is -1, which forms no pairs.
  func split(_ word: ArraySlice<UInt8>) -> [Int32] {
    String(decoding: word, as: UTF8.self).unicodeScalars.map { scalar in
      texts.firstIndex(of: Array(String(scalar).utf8)).map { Int32($0 + Self.first) } ?? -1
    }
  }

  func apply(_ merge: Merge, _ product: Int32, to word: [Int32]) -> [Int32] {
    var result: [Int32] = []
    var place = 0
    while place < word.count {
      if place + 1 < word.count, word[place] == merge.left, word[place + 1] == merge.right {
        result.append(product)
        place += 2
      } else {
        result.append(word[place])
        place += 1
      }
    }
    return result
  }

  func encode(_ word: ArraySlice<UInt8>) -> [Int32] {
    var symbols = split(word)
    for (rank, merge) in merges.enumerated() {
      let product = Int32(Self.first + texts.count - merges.count + rank)
      symbols = apply(merge, product, to: symbols)
    }
    return symbols
  }

  mutating func learn(from counts: WordCounts, limit: Int) {
    var words = counts.counts.indices.map { split(counts.words[$0]) }
    while merges.count < limit, let merge = mostFrequent(in: words, counts.counts) {
      let product = Int32(Self.first + texts.count)
      texts.append(text(merge))
      merges.append(merge)
      words = words.map { apply(merge, product, to: $0) }
    }
  }

  private func text(_ merge: Merge) -> [UInt8] {
    texts[Int(merge.left) - Self.first] + texts[Int(merge.right) - Self.first]
  }

  private func mostFrequent(in words: [[Int32]], _ counts: [Int]) -> Merge? {
    var frequencies: [Merge: Int] = [:]
    for (word, count) in zip(words, counts) {
      for (left, right) in zip(word, word.dropFirst()) where left >= 0 && right >= 0 {
        frequencies[Merge(left: left, right: right), default: 0] += count
      }
    }
    let possible = frequencies.filter { merge, count in
      let text = text(merge)
      return count >= 2 && text.count <= BytePairEncoding.maximumPieceLength
        && !texts.contains(text)
    }
    return possible.max { one, other in
      one.value != other.value
        ? one.value < other.value
        : (one.key.left, one.key.right) > (other.key.left, other.key.right)
    }?.key
  }
}

struct BytePairLearningTests {
  private func encode(_ encoding: BytePairEncoding, _ word: ArraySlice<UInt8>) -> [Int32] {
    var ids: [Int32] = []
    var scratch = MergeScratch()
    encoding.append(word: word.span, to: &ids, scratch: &scratch)
    return ids
  }

  /// Learns from the counts in both ways, and compares the merges and the encodings of all words.
  private func compare(_ counts: WordCounts, size: Int, with others: WordCounts? = nil) throws {
    var options = TokenizerOptions()
    options.vocabularySize = size
    options.characterCoverage = 1
    let learned = try BytePairLearner.learn(from: counts, options)
    var plain = PlainBytePairs(alphabet: learned.alphabet)
    let room = size - Int(BytePairEncoding.firstCharacter) - learned.alphabet.count
    plain.learn(from: counts, limit: room)
    #expect(learned.merges == plain.merges)
    for words in [counts.words, (others ?? counts).words] {
      for place in 0..<words.count {
        let expected = plain.encode(words[place])
        guard !expected.contains(-1) else { continue }
        #expect(encode(learned, words[place]) == expected)
      }
    }
  }

  @Test func learnsWhatThePlainTwinLearns() throws {
    var counter = try WordCounter()
    for line in SampleText.all { counter.add(line) }
    try compare(counter.counts, size: 700)
  }

  // With few letters there are runs, overlaps and pieces that can be made in several ways.
  @Test(arguments: 0..<40 as Range<UInt64>)
  func learnsWhatThePlainTwinLearnsFromRandomWords(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let letters = ["a", "ab", "abc", "abcdefgh"][Int(seed % 4)]
    let counts = SampleText.randomCounts(
      words: 60, length: 24, letters: letters, using: &generator)
    let others = SampleText.randomCounts(
      words: 60, length: 40, letters: letters, using: &generator)
    try compare(counts, size: 330, with: others)
  }

  @Test func stopsWhenNoPairOccursTwice() throws {
    var options = TokenizerOptions()
    options.vocabularySize = 10_000
    let tokenizer = try TokenizerTrainer.learn(from: ["abab", "cd"], options: options)
    // Special tokens, bytes, " abcd", "ab"; then no pair occurs twice.
    #expect(tokenizer.vocabularySize == 3 + 256 + 5 + 1)
    #expect(tokenizer.vocabulary.id(of: "ab") == 264)
  }

  @Test func idsAreInTheirOrder() throws {
    let tokenizer = try TokenizerTrainer.learn(from: ["bab ba", "b"], options: TokenizerOptions())
    let vocabulary = tokenizer.vocabulary
    let spellings = (0..<Int32(vocabulary.count)).map(vocabulary.spelling)
    #expect(spellings[..<5] == ["<unk>", "<s>", "</s>", "<0x00>", "<0x01>"])
    // The alphabet by frequency, then pairs by frequency: "▁b" thrice, "▁ba" twice.
    #expect(spellings[258...] == ["<0xFF>", "▁", "b", "a", "▁b", "▁ba"])
  }

  @Test func rareCharactersAreBytes() throws {
    var options = TokenizerOptions()
    options.characterCoverage = 0.99
    let lines = Array(repeating: "aaaa", count: 100) + ["ž"]
    let tokenizer = try TokenizerTrainer.learn(from: lines, options: options)
    let vocabulary = tokenizer.vocabulary
    #expect(vocabulary.id(of: "ž") == nil)
    #expect(
      tokenizer.encode("ž").map { vocabulary.spelling(of: $0) } == ["▁", "<0xC5>", "<0xBE>"])
    options.characterCoverage = 1
    #expect(
      try TokenizerTrainer.learn(from: lines, options: options).vocabulary.id(of: "ž") != nil)
  }

  @Test func piecesAreNoLongerThanTheLimit() throws {
    let lines = Array(repeating: String(repeating: "a", count: 10_000), count: 3)
    let tokenizer = try TokenizerTrainer.learn(from: lines, options: TokenizerOptions())
    let texts = tokenizer.vocabulary.texts
    let lengths = (0..<texts.count).map { texts[$0].count }
    #expect(lengths.max() == BytePairEncoding.maximumPieceLength)
  }

  @Test func theOrderOfLinesDoesNotMatter() throws {
    let forward = try TokenizerTrainer.learn(from: SampleText.all, options: TokenizerOptions())
    let backward = try TokenizerTrainer.learn(
      from: SampleText.all.reversed(), options: TokenizerOptions())
    #expect(forward == backward)
  }

  @Test(arguments: [260, 1 << 24])
  func takesTheSmallestAndTheLargestSize(size: Int) throws {
    #expect(try SampleText.tokenizer(size: size).vocabularySize <= size)
  }

  @Test(arguments: [-1, 0, 259, 1 << 24 + 1])
  func refusesImpossibleSizes(size: Int) {
    #expect(throws: TokenizerError.self) { _ = try SampleText.tokenizer(size: size) }
  }

  @Test(arguments: [[], ["", " \t "]])
  func refusesToLearnFromNothing(lines: [String]) {
    #expect(throws: TokenizerError.noText) {
      _ = try TokenizerTrainer.learn(from: lines, options: TokenizerOptions())
    }
  }

  @Test(arguments: [0, -0.5, 1.5, .nan] as [Double])
  func refusesImpossibleCoverage(coverage: Double) {
    var options = TokenizerOptions()
    options.characterCoverage = coverage
    #expect(throws: TokenizerError.self) {
      _ = try TokenizerTrainer.learn(from: SampleText.english, options: options)
    }
  }
}
