import NeuralNetwork
import TestSupport
import Testing
import Tokenization

@testable import Seq2Seq

/// Which words may translate which.
@Suite struct ShortlistTests {
  /// Sentences of an invented language whose word 10 + i means 100 + i, in another order.
  private func pairs(_ count: Int) -> [EncodedPair] {
    var generator = TestSupport.SeededGenerator(seed: 3)
    return (0..<count).map { _ in
      let words = (0..<5).map { _ in Int32.random(in: 10..<40, using: &generator) }
      return EncodedPair(source: words, target: words.reversed().map { $0 + 90 })
    }
  }

  @Test func theLikeliestTranslationIsTheRightOne() {
    let best = WordTranslations(pairs(400), sourceWords: 50).best(3)
    for word in 10..<40 { #expect(best[3 * word] == Int32(word) + 90) }
    for word in 0..<10 { #expect(Array(best[3 * word..<3 * word + 3]) == [-1, -1, -1]) }
  }

  /// A step of expectation maximisation by hand: two pairs, one of them unambiguous.
  @Test func meetingsAreWeighedByWhatElseExplainsThem() {
    let few = [
      EncodedPair(source: [0], target: [5]), EncodedPair(source: [0, 1], target: [5, 6]),
    ]
    let best = WordTranslations(few, sourceWords: 2, iterations: 8).best(2)
    #expect(best == [5, 6, 6, 5])
  }

  @Test func sentencesMayUseTheirWordsTranslationsAndFrequentWords() {
    let shortlist = Shortlist(learnedFrom: pairs(400), sourceWords: 50, targetWords: 400)
    let one = shortlist.words(for: [12, 30], count: 1)
    #expect(one.contains(102) && one.contains(120) && one.contains(SpecialToken.end.id))
    #expect(one == one.sorted() && Set(one).count == one.count)
    #expect(Set(one).isSuperset(of: shortlist.frequent))
    #expect(Set(shortlist.words(for: [12, 30], count: 9)).isSuperset(of: one))
  }

  /// Nothing is learned from nothing, and nothing fails.
  @Test func noPairsGiveFrequentWordsAlone() {
    let shortlist = Shortlist(learnedFrom: [], sourceWords: 4, targetWords: 6)
    #expect(shortlist.words(for: [3], count: 50) == [0, 1, 2, 3, 4, 5])
  }
}
