import TestSupport
import Testing

@testable import Tokenization

struct DropoutTests {
  @Test func noneIsPlainEncoding() throws {
    let tokenizer = try SampleText.tokenizer()
    var generator = SeededGenerator(seed: 3)
    for line in SampleText.all {
      #expect(
        tokenizer.encode(line, dropout: 0, using: &generator) == tokenizer.encode(line))
    }
  }

  @Test(arguments: [0.01, 0.1, 0.5, 0.9, 1])
  func anyDecodesToTheSameLine(dropout: Double) throws {
    let tokenizer = try SampleText.tokenizer()
    var generator = SeededGenerator(seed: 4)
    for line in SampleText.all {
      for _ in 0..<20 {
        let ids = tokenizer.encode(line, dropout: dropout, using: &generator)
        #expect(sameBytes(tokenizer.decode(ids), tokenizer.normalize(line)))
      }
    }
  }

  @Test func allIsCharacters() throws {
    let tokenizer = try SampleText.tokenizer()
    var generator = SeededGenerator(seed: 5)
    let ids = tokenizer.encode("the bread", dropout: 1, using: &generator)
    let spellings = ids.map { tokenizer.vocabulary.spelling(of: $0) }
    #expect(spellings == ["▁", "t", "h", "e", "▁", "b", "r", "e", "a", "d"])
  }

  @Test func leavesOutTheShareOfMergesAskedFor() throws {
    // There is one merge: "ab" stays divided as often as the merge is dropped.
    let encoding = try BytePairEncoding(
      alphabet: [" ", "a", "b"], merges: [BytePairEncoding.Merge(left: 260, right: 261)])
    let tokenizer = try Tokenizer(model: .bytePairs(encoding), locale: "")
    var generator = SeededGenerator(seed: 6)
    let count = (0..<10_000).count { _ in
      tokenizer.encode("ab", dropout: 0.3, using: &generator).count == 3
    }
    // Three standard deviations of the binomial distribution are 137.
    #expect(abs(count - 3000) < 140)
  }

  @Test func whatIsDroppedMayBeMergedLater() throws {
    // "abc" by "bc", then "ab": with "bc" dropped first and "ab" dropped too, both come up again
    // only if another merge was done; "ab" + "c" must occur, and so must "a" + "bc".
    let encoding = try BytePairEncoding(
      alphabet: [" ", "a", "b", "c"],
      merges: [.init(left: 261, right: 262), .init(left: 260, right: 261)])
    let tokenizer = try Tokenizer(model: .bytePairs(encoding), locale: "")
    var generator = SeededGenerator(seed: 7)
    let seen = Set((0..<200).map { _ in tokenizer.encode("abc", dropout: 0.5, using: &generator) })
    #expect(
      seen == [[259, 260, 261, 262], [259, 260, 263], [259, 264, 262]])
  }

  @Test func doesNotDisturbTheCache() throws {
    let tokenizer = try SampleText.tokenizer()
    let before = SampleText.english.map(tokenizer.encode)
    var generator = SeededGenerator(seed: 8)
    for line in SampleText.english { _ = tokenizer.encode(line, dropout: 0.9, using: &generator) }
    #expect(SampleText.english.map(tokenizer.encode) == before)
  }
}
