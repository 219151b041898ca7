import Testing

@testable import Tokenization

struct JointLearningTests {
  private func counter(_ lines: [String], locale: String) throws -> WordCounter {
    var counter = try WordCounter(locale: locale)
    for line in lines { counter.add(line) }
    return counter
  }

  @Test func bothSidesShareThePieces() throws {
    let english = try counter(SampleText.english, locale: "en")
    let german = try counter(SampleText.german, locale: "de")
    let (source, target) = try TokenizerTrainer.learnJoint(
      source: english, target: german, options: TokenizerOptions())
    #expect(source.vocabulary == target.vocabulary)
    #expect((source.locale, target.locale) == ("en", "de"))
    #expect(source != target)
    #expect(try source.withLocale("de") == target)
    let together = try TokenizerTrainer.learn(
      from: SampleText.english + SampleText.german, options: TokenizerOptions())
    #expect(source.vocabulary == together.vocabulary)
  }

  @Test func eachSideIsDividedByItsOwnRules() throws {
    let finnish = try counter(["EU:n EU:n"], locale: "fi")
    let english = try counter(["ab:c ab:c"], locale: "en")
    let (source, target) = try TokenizerTrainer.learnJoint(
      source: finnish, target: english, options: TokenizerOptions())
    #expect(source.vocabulary.id(of: " EU:n") != nil)
    #expect(source.vocabulary.id(of: " ab:c") == nil)
    #expect(source.encode("EU:n").count == 1)
    #expect(target.encode("EU:n").count > 1)
    #expect(target.decode(source.encode("EU:n")) == "EU:n")
  }

  @Test func countsAddUp() throws {
    var one = try counter(["a b a"], locale: "").counts
    one.add(try counter(["b c,"], locale: "").counts)
    let counts = (0..<one.words.count).map { place in
      (String(decoding: one.words[place], as: UTF8.self), one.counts[place])
    }
    #expect(Dictionary(uniqueKeysWithValues: counts) == [" a": 2, " b": 2, " c": 1, ",": 1])
  }

  @Test func wordsFromTheCacheCount() throws {
    // The second time chunks come from the cache, and must be counted too.
    let lines = Array(repeating: "don't, don't (ภาษาไทย)", count: 5)
    #expect(try counter(lines, locale: "").counts.counts.reduce(0, +) == 5 * 7)
  }
}
