import NeuralNetwork
import TestSupport
import Testing
import Tokenization

@testable import Seq2Seq

/// Learning which tokens may translate which.
@Suite struct ShortlistTests {
  /// Sentences of an invented language whose token 10 + i means 100 + i, in another order.
  private func pairs(_ count: Int) -> InMemoryPairStore {
    var generator = TestSupport.SeededGenerator(seed: 3)
    let pairs = (0..<count).map { _ in
      let words = (0..<5).map { _ in Int32.random(in: 10..<40, using: &generator) }
      return EncodedPair(source: words, target: words.reversed().map { $0 + 90 })
    }
    return InMemoryPairStore(pairs)
  }

  @Test func theLikeliestTranslationIsTheRightOne() throws {
    let best = try TokenTranslations(pairs(400), sourceVocabulary: 50).best(3)
    for word in 10..<40 { #expect(best[3 * word] == Int32(word) + 90) }
    for word in 0..<10 { #expect(Array(best[3 * word..<3 * word + 3]) == [-1, -1, -1]) }
  }

  /// One iteration of expectation maximisation by hand: two pairs, one of them unambiguous.
  @Test func meetingsAreWeighedByWhatElseExplainsThem() throws {
    let few = InMemoryPairStore([
      EncodedPair(source: [0], target: [5]), EncodedPair(source: [0, 1], target: [5, 6]),
    ])
    let best = try TokenTranslations(few, sourceVocabulary: 2, iterations: 8).best(2)
    #expect(best == [5, 6, 6, 5])
  }

  @Test func sentencesMayUseTheirWordsTranslationsAndFrequentWords() throws {
    let shortlist = try Shortlist(
      learnedFrom: pairs(400), sourceVocabulary: 50,
      targetCounts: [Int](repeating: 1, count: 400))
    let one = shortlist.tokens(for: [12, 30], count: 1)
    #expect(one.contains(102) && one.contains(120) && one.contains(SpecialToken.end.id))
    #expect(one == one.sorted() && Set(one).count == one.count)
    #expect(Set(one).isSuperset(of: shortlist.frequent))
    #expect(Set(shortlist.tokens(for: [12, 30], count: 9)).isSuperset(of: one))
  }

  /// Without pairs nothing is learned, and nothing fails.
  @Test func noPairsGiveFrequentWordsAlone() throws {
    let shortlist = try Shortlist(
      learnedFrom: InMemoryPairStore(), sourceVocabulary: 4,
      targetCounts: [0, 0, 0, 0, 0, 0])
    #expect(shortlist.tokens(for: [3], count: 50) == [0, 1, 2, 3, 4, 5])
  }
}

/// Searching among the tokens of shortlists.
@Suite struct ShortlistSearchTests {
  /// Lists that differ from token to token: each source token has 3 target tokens.
  private func shortlist(words: Int) -> Shortlist {
    var translations = [Int32](repeating: -1, count: 20 * Shortlist.width)
    for word in 0..<20 {
      for rank in 0..<3 {
        translations[word * Shortlist.width + rank] = Int32((5 * word + 7 * rank) % words)
      }
    }
    return Shortlist(translations: translations, frequent: [4, 9])
  }

  private let sources = SearchSample.sentences(17)

  /// Tokens off the list are never used; the search is that of a model whose other tokens are barred.
  @Test(arguments: [1, 4])
  func isASearchWithAllOtherWordsBarred(beam: Int) {
    let sample = SearchSample(SearchSample.small(words: 40), seed: 6)
    let shortlist = shortlist(words: 40)
    var options = SearchOptions()
    options.beam = beam
    options.nBest = beam
    options.shortlist = 3
    let found = sample.search(sources, shortlist: shortlist, options)
    for (source, hypotheses) in zip(sources, found) {
      let allowed = Set(shortlist.tokens(for: source, count: 3))
      var twin = sample
      twin.barred += (0..<40).filter { !allowed.contains($0) }
      options.shortlist = 0
      let expected = twin.search([source], options)[0]
      #expect(hypotheses.map(\.tokens) == expected.map(\.tokens))
      for (mine, theirs) in zip(hypotheses, expected) {
        #expect(abs(mine.logProbability - theirs.logProbability) < 1e-4)
      }
    }
  }

  /// The same bits, whatever sentences are searched together.
  @Test func doesNotDependOnTheBatch() {
    let sample = SearchSample(SearchSample.small(words: 300, layers: 2), seed: 7)
    let shortlist = shortlist(words: 300)
    var options = SearchOptions()
    options.shortlist = 3
    let together = sample.search(sources, shortlist: shortlist, options)
    for (source, hypotheses) in zip(sources, together) {
      #expect(sample.search([source], shortlist: shortlist, options)[0] == hypotheses)
    }
  }

  /// The longest list is as the option says.
  @Test func fewerTranslationsAreFewerWords() {
    let shortlist = shortlist(words: 300)
    #expect(
      shortlist.tokens(for: [7], count: 1).count < shortlist.tokens(for: [7], count: 3).count)
  }
}
