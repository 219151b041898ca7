import Seq2Seq
import Testing

@Suite struct CorpusSplitTests {
  /// Sources, some of them up to 30 times, as in a corpus with many translations of a sentence.
  func sources(count: Int, seed: UInt64) -> [String] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in
      let range = generator.next(below: 10) == 0 ? max(count / 300, 1) : count
      return "sentence \(generator.next(below: range))"
    }
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func noSourceStandsOnBothSides(seed: UInt64) {
    var generator = SeededGenerator(seed: seed, stream: 1)
    let sources = sources(count: 2 + generator.next(below: 3000), seed: seed)
    let wanted = 1 + generator.next(below: sources.count)
    let split = CorpusSplit(sources: sources, validation: .count(wanted), seed: seed)

    let training = Set(split.training.map { sources[$0] })
    let validation = Set(split.validation.map { sources[$0] })
    #expect(training.isDisjoint(with: validation))
    #expect((split.training + split.validation).sorted() == Array(sources.indices))
    #expect(split.training == split.training.sorted())
    #expect(split.validation == split.validation.sorted())
    #expect(!split.training.isEmpty)
  }

  @Test func sizeIsMetUpToOneSentence() {
    let sources = sources(count: 20_000, seed: 1)
    for (size, wanted) in [
      (CorpusSplit.Size.count(1000), 1000), (.fraction(0.05), 1000), (.fraction(0.5), 10_000),
    ] {
      let count = CorpusSplit(sources: sources, validation: size, seed: 2).validation.count
      #expect(count <= wanted && count >= wanted - 40, "\(size): \(count)")
    }
  }

  @Test func drawDependsOnSeedOnly() {
    let sources = sources(count: 5000, seed: 1)
    let split = CorpusSplit(sources: sources, validation: .fraction(0.1), seed: 2)
    #expect(split == CorpusSplit(sources: sources, validation: .fraction(0.1), seed: 2))
    #expect(split != CorpusSplit(sources: sources, validation: .fraction(0.1), seed: 3))
    // The same sentences are drawn when the pairs come in another order.
    let reversed = CorpusSplit(
      sources: sources.reversed(), validation: .fraction(0.1), seed: 2)
    #expect(
      Set(reversed.validation.map { Array(sources.reversed())[$0] })
        == Set(split.validation.map { sources[$0] }))
  }

  @Test func drawnSentencesAreFixed() {
    let sources = (0..<40).map { "s\($0)" }
    let split = CorpusSplit(sources: sources, validation: .count(4), seed: 1)
    #expect(split.validation == [17, 21, 23, 37])
  }

  @Test func oneSourceSentenceAlwaysStaysInTraining() {
    let same = Array(repeating: "again", count: 10)
    #expect(CorpusSplit(sources: same, validation: .count(5), seed: 1).validation.isEmpty)
    let two = CorpusSplit(sources: same + ["other"], validation: .count(1000), seed: 1)
    #expect(!two.training.isEmpty && !two.validation.isEmpty)
    let small = CorpusSplit(sources: same + same.map { $0 + "!" }, validation: .count(1), seed: 1)
    #expect(small.validation.count == 10)
  }

  @Test func nothingAskedNothingDrawn() {
    for size in [CorpusSplit.Size.count(0), .fraction(0), .count(-3), .fraction(-1)] {
      let split = CorpusSplit(sources: ["a", "b"], validation: size, seed: 1)
      #expect(split.training == [0, 1] && split.validation.isEmpty)
    }
    #expect(CorpusSplit(sources: [String](), validation: .count(3), seed: 1).training.isEmpty)
  }

  @Test func sentencesAreComparedByTheirBytes() {
    #expect(SentenceFingerprint("e\u{301}") != SentenceFingerprint("\u{E9}"))
    #expect(SentenceFingerprint("a") == SentenceFingerprint("a"))
  }

  @Test func leaksAreCounted() {
    let training = ["a", "b", "c"].map(SentenceFingerprint.init)
    let validation = ["c", "d", "c", "e"].map(SentenceFingerprint.init)
    var leaks = SourceLeaks(into: validation)
    #expect(leaks.count == 0)
    for sentence in training { leaks.add(sentence) }
    #expect(leaks.count == 2)
  }
}
