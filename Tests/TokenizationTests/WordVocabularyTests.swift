import TestSupport
import Testing

@testable import Tokenization

struct WordVocabularyTests {
  private func learn(
    _ lines: [String], size: Int = 8000, minimumFrequency: Int = 1
  ) throws -> Tokenizer {
    var options = TokenizerOptions()
    options.subwords = .words
    options.vocabularySize = size
    options.minimumFrequency = minimumFrequency
    return try TokenizerTrainer.learn(from: lines, locale: "en", options: options)
  }

  private func spellings(_ tokenizer: Tokenizer) -> [String] {
    (0..<Int32(tokenizer.vocabularySize)).map { tokenizer.vocabulary.spelling(of: $0) }
  }

  @Test func wordsAreNumberedByFrequencyThenBytes() throws {
    let tokenizer = try learn(["b a, a b.", "c b é"])
    #expect(
      spellings(tokenizer) == ["<unk>", "<s>", "</s>", "▁b", "▁a", "▁c", "▁é", ",", "."])
    #expect(!tokenizer.isLossless)
    #expect(tokenizer.vocabulary.id(ofByte: 0) == nil)
  }

  @Test func unseenWordsAreUnknown() throws {
    let tokenizer = try learn(["b a, a b."])
    #expect(tokenizer.encode("a x, b") == [3, 0, 5, 4])
    // After a bracket it is another word than after a space.
    #expect(tokenizer.encode("(a") == [0, 0])
  }

  @Test func rareWordsAreUnknown() throws {
    let tokenizer = try learn(["a a a b b c"], minimumFrequency: 2)
    #expect(spellings(tokenizer) == ["<unk>", "<s>", "</s>", "▁a", "▁b"])
    #expect(tokenizer.encode("c b a") == [0, 4, 3])
  }

  @Test func sizeIsALimit() throws {
    #expect(
      try spellings(learn(["a a a b b c"], size: 4)) == ["<unk>", "<s>", "</s>", "▁a"])
  }

  @Test func decodedTextHasNaturalSpacing() throws {
    let tokenizer = try learn(SampleText.english)
    for line in SampleText.english { #expect(tokenizer.decode(tokenizer.encode(line)) == line) }
  }

  @Test func dropoutHasNothingToDrop() throws {
    let tokenizer = try learn(SampleText.english)
    var generator = SeededGenerator(seed: 1)
    let line = SampleText.english[0]
    #expect(tokenizer.encode(line, dropout: 0.5, using: &generator) == tokenizer.encode(line))
  }

  @Test func wordsOfOtherBytesAreOtherWords() throws {
    // Swift compares strings by canonical equivalence: to `==`, the Kelvin sign equals K.
    let words: [[UInt8]] = [Array("\u{212A}".utf8), Array("K".utf8)]
    let vocabulary = try WordVocabulary(words: words).vocabulary
    #expect("\u{212A}" == "K")
    #expect(vocabulary.id(of: "\u{212A}") == 3)
    #expect(vocabulary.id(of: "K") == 4)
  }
}
