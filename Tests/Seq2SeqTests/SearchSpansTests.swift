import NeuralNetwork
import TestSupport
import Testing
import Tokenization

@testable import Seq2Seq

/// Every mark of a sentence is said once, and no other, whatever the model would like to say.
@Suite struct SearchSpansTests {
  /// Tokens 15 to 18 are marks in the source, 9 to 12 in the target.
  private static let spans = SpanConstraint(source: 15..<19, target: 9..<13)
  private let sources = SearchSample.sentences(24)

  private func sample(
    seed: UInt64, attention: ModelOptions.Attention = .none
  ) -> SearchSample {
    var sample = SearchSample(SearchSample.small(attention: attention), seed: seed)
    sample.spans = Self.spans
    return sample
  }

  /// The tokens of a sentence's marks in the target.
  private func marks(_ source: [Int32]) -> [Int32] {
    Set(source.filter { 15..<19 ~= $0 }.map { $0 - 6 }).sorted()
  }

  private func expectMarks(_ found: [[Hypothesis]], _ comment: Comment) {
    for (source, found) in zip(sources, found) {
      #expect(!found.isEmpty, comment)
      for hypothesis in found {
        #expect(hypothesis.tokens.filter { 9..<13 ~= $0 }.sorted() == marks(source), comment)
        #expect(hypothesis.logProbability.isFinite, comment)
      }
    }
  }

  @Test func theModelItselfWouldSayOthers() {
    var sample = sample(seed: 1)
    sample.spans = nil
    let found = sample.search(sources, SearchOptions(beam: 1))
    #expect(
      zip(sources, found).contains { source, found in
        found[0].tokens.filter { 9..<13 ~= $0 }.sorted() != marks(source)
      })
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func everySearchSaysEachMarkOnce(seed: UInt64) {
    let sample = sample(seed: seed, attention: seed.isMultiple(of: 2) ? .additive : .none)
    let twin = self.sample(seed: seed + 50)
    let searches = sample.everySearch(sources, with: twin, shortlist: SearchSample.shortlist)
    for (kind, found) in searches { expectMarks(found, kind) }
    let prefixes = sources.map { Array(marks($0).prefix(1)) + [4] }
    expectMarks(sample.search(sources, prefixes: prefixes, SearchOptions(beam: 3)), "prefixes")
  }

  /// At the limit only the remaining marks are said; the limit is no smaller than their number.
  @Test(arguments: 1...6)
  func limitsDropNoMark(limit: Int) {
    var options = SearchOptions(beam: 4)
    options.lengthRatio = 0
    options.lengthExtra = limit
    for seed in 1...4 as ClosedRange<UInt64> {
      let found = sample(seed: seed).search(sources, options)
      expectMarks(found, "beam")
      for (source, found) in zip(sources, found) {
        #expect(found.allSatisfy { $0.tokens.count <= max(limit, marks(source).count) })
      }
      options.sampling = SamplingOptions()
      expectMarks(sample(seed: seed).search(sources, options), "samples")
      options.sampling = nil
    }
  }

  /// Greedy search takes the best token that is left; what is barred makes the others no more probable.
  @Test func greedySearchIsTheSlowOne() {
    var options = SearchOptions(beam: 1)
    options.guardsRepetition = false
    options.lengthRatio = 0
    for seed in 1...5 as ClosedRange<UInt64> {
      let sample = sample(seed: seed)
      for (source, found) in zip(sources, sample.search(sources, options)) {
        let wanted = marks(source)
        let expected = SearchSample.follow(
          limit: options.lengthExtra, next: { sample.next(source, after: $0) },
          isBarred: { tokens, next in
            let owed = wanted.filter { !tokens.contains($0) }
            if 9..<13 ~= next { return !owed.contains(next) }
            if owed.count >= options.lengthExtra - tokens.count, !owed.isEmpty { return true }
            return next == SpecialToken.end.id && !owed.isEmpty
          })
        #expect(found[0].isClose(to: expected))
      }
    }
  }

  /// To the bit: sentences with marks beside others without.
  @Test func sentencesDoNotConcernOthers() {
    let sample = sample(seed: 2, attention: .additive)
    let together = sample.search(sources, SearchOptions(beam: 3))
    for (source, expected) in zip(sources, together) {
      #expect(sample.search([source], SearchOptions(beam: 3))[0] == expected)
    }
  }

  /// A sentence without marks is translated as by a model whose marks are barred.
  @Test func sentencesWithoutMarksSayNone() {
    var barred = sample(seed: 3)
    barred.spans = nil
    barred.barred += 9..<13
    let plain = sources.filter { marks($0).isEmpty }
    #expect(!plain.isEmpty)
    let found = sample(seed: 3).search(plain, SearchOptions(beam: 1))
    for (a, b) in zip(found, barred.search(plain, SearchOptions(beam: 1))) {
      #expect(a[0].tokens == b[0].tokens)
    }
  }

  @Test func marksAreThoseOfBothVocabularies() throws {
    var options = TokenizerOptions()
    let without = try TokenizerTrainer.learn(from: ["some words"], options: options)
    options.marks = [2, 3, 12].map { Mark($0) }
    let with = try TokenizerTrainer.learn(from: ["some words"], options: options)
    let other = try TokenizerTrainer.learn(from: ["other words"], options: options)
    #expect(SpanConstraint(source: without.vocabulary, target: without.vocabulary) == nil)
    #expect(SpanConstraint(source: with.vocabulary, target: without.vocabulary) == nil)
    let constraint = try #require(
      SpanConstraint(source: with.vocabulary, target: other.vocabulary))
    #expect(constraint.target.count == 3)
    #expect(constraint.target.lowerBound == other.vocabulary.id(of: Mark(2)))
    options.marks = [Mark(2), Mark(3)]
    let fewer = try TokenizerTrainer.learn(from: ["some words"], options: options)
    #expect(SpanConstraint(source: with.vocabulary, target: fewer.vocabulary) == nil)
  }
}
