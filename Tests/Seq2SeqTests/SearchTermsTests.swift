import NeuralNetwork
import TestSupport
import Testing
import Tokenization

@testable import Seq2Seq

/// Every phrase that a sentence's translations have to say is in them, whatever the model would like to say.
@Suite struct SearchTermsTests {
  private let sources = SearchSample.sentences(24)
  private static let sets: [[[Int32]]] = [
    [[5]], [[6, 7]], [[6, 7], [6, 8]], [[5], [5]], [[4, 4, 9], [10]], [[3, 11, 3, 12], [7], [8]],
    [[13, 12, 11, 10, 9, 8, 7, 6, 5], [4, 5, 6, 7, 8, 9, 10], [3]],
  ]
  /// The phrases of each sentence.
  private let terms: [TermPhrases]

  init() {
    let boundaries = WordBoundaries(continuations: [3], elisions: [4])
    terms = sources.indices.map { TermPhrases(Self.sets[$0 % Self.sets.count], boundaries) }
  }

  private func sample(
    seed: UInt64, attention: ModelOptions.Attention = .none
  ) -> SearchSample {
    SearchSample(SearchSample.small(attention: attention), seed: seed)
  }

  /// Whether tokens have each phrase, at places that do not overlap.
  private func haveAll(_ tokens: [Int32], _ phrases: [[Int32]]) -> Bool {
    guard let phrase = phrases.first else { return true }
    guard tokens.count >= phrase.count else { return false }
    return (0...tokens.count - phrase.count).contains { place in
      guard tokens[place...].starts(with: phrase) else { return false }
      // No token of the vocabulary stands for what is taken.
      var rest = tokens
      for index in phrase.indices { rest[place + index] = -1 }
      return haveAll(rest, Array(phrases.dropFirst()))
    }
  }

  private func expectTerms(_ found: [[Hypothesis]], _ comment: Comment) {
    for (index, found) in found.enumerated() {
      #expect(!found.isEmpty, comment)
      for hypothesis in found {
        #expect(haveAll(hypothesis.tokens, terms[index].phrases), comment)
        #expect(hypothesis.logProbability.isFinite, comment)
      }
    }
  }

  @Test func theModelItselfWouldNotSayThem() {
    let found = sample(seed: 1).search(sources, SearchOptions(beam: 1))
    #expect(zip(found, terms).count { haveAll($0[0].tokens, $1.phrases) } < sources.count / 2)
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func everySearchSaysEachTerm(seed: UInt64) {
    let sample = sample(seed: seed, attention: seed.isMultiple(of: 2) ? .additive : .none)
    let twin = self.sample(seed: seed + 50)
    let searches = sample.everySearch(
      sources, with: twin, terms: terms, shortlist: SearchSample.shortlist)
    for (kind, found) in searches { expectTerms(found, kind) }
    let prefixes = sources.indices.map { [Int32(3 + $0 % 9), 6] }
    let begun = sample.search(sources, prefixes: prefixes, terms: terms, SearchOptions(beam: 3))
    for (found, prefix) in zip(begun, prefixes) {
      #expect(found.allSatisfy { $0.tokens.starts(with: prefix) })
    }
    for (index, found) in begun.enumerated() {
      // What the beginning says does not count.
      #expect(found.allSatisfy { haveAll(Array($0.tokens.dropFirst(2)), terms[index].phrases) })
    }
  }

  /// At the limit only the remaining terms are said; the limit is no smaller than their tokens.
  @Test(arguments: 1...6)
  func limitsDropNoTerm(limit: Int) {
    for seed in 1...4 as ClosedRange<UInt64> {
      for samples in [nil, 4] {
        var options = SearchOptions(beam: 4, samples: samples)
        options.lengthRatio = 0
        options.lengthExtra = limit
        let found = sample(seed: seed).search(sources, terms: terms, options)
        expectTerms(found, "limit \(limit)")
        for (found, terms) in zip(found, terms) {
          #expect(found.allSatisfy { $0.tokens.count <= max(limit, terms.tokenCount) })
        }
      }
    }
  }

  /// Bytes stay UTF-8, and marks of spans are said once.
  @Test func otherConstraintsHoldAsWell() {
    var marked = sample(seed: 4)
    marked.spans = SpanConstraint(source: 15..<19, target: 9..<13)
    let phrases = TermPhrases([[5, 6], [8]], WordBoundaries())
    let all = sources.map { _ in phrases }
    for limit in 1...5 {
      for samples in [nil, 5] {
        var options = SearchOptions(beam: 3, samples: samples)
        options.lengthRatio = 0
        options.lengthExtra = limit
        for (source, found) in zip(sources, marked.search(sources, terms: all, options)) {
          let marks = Set(source.filter { 15..<19 ~= $0 }.map { $0 - 6 }).sorted()
          for hypothesis in found {
            #expect(hypothesis.tokens.filter { 9..<13 ~= $0 }.sorted() == marks)
            #expect(haveAll(hypothesis.tokens, phrases.phrases))
          }
        }
      }
    }
    var bytes = SearchSample(SearchSample.small(words: 275), seed: 2)
    bytes.bytes = ByteTokens(first: 3)
    let letters: [Int32] = "né😀".utf8.map { 3 + Int32($0) }
    let words = TermPhrases([letters, [3 + 0xC3, 3 + 0xA9]], WordBoundaries())
    for limit in [1, 9, 12, 30] {
      for samples in [nil, 5] {
        var options = SearchOptions(beam: 3, samples: samples)
        options.lengthRatio = 0
        options.lengthExtra = limit
        let found = bytes.search(sources, terms: sources.map { _ in words }, options)
        for hypothesis in found.joined() {
          #expect(haveAll(hypothesis.tokens, words.phrases))
          let text = hypothesis.tokens.map { 3..<259 ~= $0 ? UInt8($0 - 3) : 0x78 }
          #expect(String(validating: text, as: UTF8.self) != nil)
        }
      }
    }
  }

  /// To the bit: sentences with other terms beside them.
  @Test func sentencesDoNotConcernOthers() {
    let sample = sample(seed: 2, attention: .additive)
    let together = sample.search(sources, terms: terms, SearchOptions(beam: 3))
    for (index, expected) in together.enumerated() {
      let alone = sample.search([sources[index]], terms: [terms[index]], SearchOptions(beam: 3))
      #expect(alone[0] == expected)
    }
  }

  /// A wider beam finds nothing much worse, and no word goes on after a term.
  @Test func termsAreWholeWords() {
    let boundaries = WordBoundaries(continuations: [4, 5, 6, 7, 8], elisions: [])
    let phrase = TermPhrases([[12]], boundaries)
    for seed in 1...5 as ClosedRange<UInt64> {
      let found = sample(seed: seed).search(
        sources, terms: sources.map { _ in phrase }, SearchOptions(beam: 4))
      for hypothesis in found.joined() {
        // The first time that it is said is as the term.
        let place = hypothesis.tokens.firstIndex(of: 12) ?? -1
        let next = hypothesis.tokens.dropFirst(place + 1).first
        #expect(place >= 0 && next.map { !(4...8 ~= $0) } != false)
      }
    }
  }

  /// What would be said instead of a term is not said, and the term begins where it would be.
  @Test func termsTakeThePlaceOfOtherWords() {
    var options = SearchOptions(beam: 1)
    options.guardsRepetition = false
    for seed in 1...6 as ClosedRange<UInt64> {
      let sample = sample(seed: seed)
      let plain = sample.search(sources, options)
      // The first token of each translation, so that the term is the first one, too.
      let phrases = plain.map { found in
        TermPhrases([[12, 13]], replaced: [[found[0].tokens.first ?? 5]], WordBoundaries())
      }
      let found = sample.search(sources, terms: phrases, options)
      for (index, found) in found.enumerated()
      where plain[index][0].tokens.first.map({ $0 < 12 }) == true {
        let tokens = found[0].tokens
        #expect(!tokens.contains(plain[index][0].tokens[0]))
        #expect(haveAll(tokens, [[12, 13]]))
      }
    }
  }

  @Test func progressIsWhatWasSaid() {
    let terms = TermPhrases([[5, 6, 7], [5, 8], [9]], WordBoundaries())
    func progress(_ tokens: [Int32]) -> TermProgress {
      tokens.reduce(TermProgress()) { terms.progress($0, after: $1) }
    }
    #expect(terms.next(progress([])) == [5, 9])
    #expect(terms.said(progress([5, 6])) == 2 && terms.owed(progress([5, 6])) == 6)
    #expect(terms.owed(progress([5, 6, 4])) == 6 && terms.said(progress([5, 6, 4])) == 0)
    // The second phrase begins as the first does.
    #expect(terms.owed(progress([5, 8])) == 4)
    #expect(terms.rest(progress([5, 8, 5])) == [6, 7, 9])
    #expect(!terms.areOwed(progress([9, 5, 8, 1, 5, 6, 7])))
    #expect(terms.next(progress([9, 5, 8, 1, 5, 6, 7])).isEmpty)
  }
}
