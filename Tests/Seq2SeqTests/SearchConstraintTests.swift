import NeuralNetwork
import TestSupport
import Testing
import Tokenization

@testable import Seq2Seq

/// Prefixes, n-grams that must not occur twice, and the penalties.
@Suite struct SearchConstraintTests {
  private func options(beam: Int, nBest: Int = 1) -> SearchOptions {
    var options = SearchOptions()
    options.beam = beam
    options.nBest = nBest
    return options
  }

  // MARK: - Prefixes

  @Test func beginningsOfTheGreedyTranslationChangeNothing() {
    let sources = SearchSample.sentences(6, longest: 5)
    for sample in [
      SearchSample(SearchSample.small(), seed: 1, scale: 1),
      SearchSample(SearchSample.small(layers: 2, attention: .additive), seed: 2, scale: 1),
    ] {
      for (source, found) in zip(sources, sample.search(sources, options(beam: 1))) {
        for length in 0...found[0].tokens.count {
          var options = options(beam: 1)
          options.lengthRatio = 0
          options.lengthExtra =
            self.options(beam: 1).maximumTokens(sourceTokens: source.count) - length
          let prefix = Array(found[0].tokens.prefix(length))
          guard options.lengthExtra > 0 || !found[0].isFinished else { continue }
          let again = sample.search([source], prefixes: [prefix], options)
          #expect(again[0][0].tokens == found[0].tokens)
          #expect(abs(again[0][0].logProbability - found[0].logProbability) < 1e-3)
        }
      }
    }
  }

  /// After any prefix, the rest is what a plain search continues with; log p counts all tokens.
  @Test func translationsGoOnFromAnyBeginning() {
    let sample = SearchSample(SearchSample.small(), seed: 4, scale: 1)
    let sources = SearchSample.sentences(10, longest: 4)
    let prefixes = SearchSample.sentences(11, words: 14, longest: 6).dropFirst() + []
    let found = sample.search(sources, prefixes: Array(prefixes), options(beam: 1))
    for (index, source) in sources.enumerated() {
      let prefix = prefixes[prefixes.startIndex + index]
      let expected = SearchSample.follow(
        limit: options(beam: 1).maximumTokens(sourceTokens: source.count, prefix: prefix.count),
        prefix: prefix, next: { sample.next(source, after: $0) },
        isBarred: { RepetitionGuard.isLoop($0, next: $1) })
      #expect(found[index][0].isClose(to: expected))
      #expect(found[index][0].tokens.starts(with: prefix))
    }
    let wide = sample.search(sources, prefixes: Array(prefixes), options(beam: 5, nBest: 5))
    for (found, prefix) in zip(wide, prefixes) {
      #expect(found.allSatisfy { $0.tokens.starts(with: prefix) })
      #expect(Set(found.map(\.tokens)).count == found.count)
    }
  }

  /// To the bit: sentences without a prefix beside others that have one.
  @Test func beginningsDoNotConcernOthers() {
    let sample = SearchSample(SearchSample.small(attention: .additive), seed: 4, scale: 1)
    let sources = SearchSample.sentences(9)
    let prefixes = sources.indices.map { $0 % 2 == 0 ? [] : [Int32(4), 5, 6] }
    let together = sample.search(sources, prefixes: prefixes, options(beam: 3, nBest: 3))
    for (index, expected) in together.enumerated() {
      let alone = sample.search(
        [sources[index]], prefixes: [prefixes[index]], options(beam: 3, nBest: 3))
      #expect(alone[0] == expected)
    }
  }

  /// A prefix may contain what the options would bar.
  @Test func beginningsMayRepeat() {
    let sample = SearchSample(SearchSample.small(), seed: 4, scale: 1)
    var options = options(beam: 3)
    options.noRepeatNGram = 1
    let prefix = [Int32](repeating: 5, count: 30)
    let found = sample.search([[3, 4], [6]], prefixes: [prefix, []], options)
    #expect(found[0][0].tokens.starts(with: prefix))
    #expect(!found[0][0].tokens.dropFirst(30).contains(5))
    #expect(Set(found[1][0].tokens).count == found[1][0].tokens.count)
  }

  // MARK: - N-grams

  private func ngrams(_ words: [Int32], _ n: Int) -> [[Int32]] {
    words.count < n ? [] : (0...words.count - n).map { Array(words[$0..<$0 + n]) }
  }

  @Test(arguments: [1, 2, 3, 4])
  func completionsAgreeWithTheDefinition(n: Int) {
    var generator = TestSupport.SeededGenerator(seed: UInt64(n))
    for _ in 0..<200 {
      let words = (0..<Int.random(in: 0...14, using: &generator)).map { _ in
        Int32.random(in: 3...5, using: &generator)
      }
      let barred = Set(RepeatedNGrams.completions(of: words, n: n))
      for word in 3...6 as ClosedRange<Int32> {
        let last = Array((words + [word]).suffix(n))
        let isSecond = last.count == n && ngrams(words, n).contains(last)
        #expect(barred.contains(word) == isSecond)
      }
    }
  }

  @Test(arguments: [1, 2, 3], [1, 4])
  func noNGramComesTwice(n: Int, beam: Int) {
    let sources = SearchSample.sentences(20)
    var repeats = 0
    for seed in 1...4 as ClosedRange<UInt64> {
      let sample = SearchSample(SearchSample.small(), seed: seed, scale: 1)
      var options = options(beam: beam, nBest: beam)
      let free = sample.search(sources, options)
      options.noRepeatNGram = n
      for (found, free) in zip(sample.search(sources, options), free) {
        #expect(!found.isEmpty)
        for hypothesis in found {
          let all = ngrams(hypothesis.tokens, n)
          #expect(Set(all).count == all.count)
        }
        let all = ngrams(free[0].tokens, n)
        let isFreeOfRepeats = Set(all).count == all.count
        repeats += isFreeOfRepeats ? 0 : 1
        // Greedy search does not change where nothing is barred.
        if beam == 1 && isFreeOfRepeats { #expect(found[0].tokens == free[0].tokens) }
      }
    }
    #expect(repeats > 0)
  }

  /// Barring tokens does not make the other tokens more probable.
  @Test func greedyPassesOverRepeats() {
    let sources = SearchSample.sentences(8, longest: 4)
    var options = options(beam: 1)
    options.noRepeatNGram = 2
    let sample = SearchSample(SearchSample.small(), seed: 2, scale: 1)
    for (source, found) in zip(sources, sample.search(sources, options)) {
      let expected = SearchSample.follow(
        limit: options.maximumTokens(sourceTokens: source.count),
        next: { sample.next(source, after: $0) },
        isBarred: { words, next in
          RepetitionGuard.isLoop(words, next: next)
            || next != SpecialToken.end.id
              && ngrams(words, 2).contains(Array((words + [next]).suffix(2)))
        })
      #expect(found[0].isClose(to: expected))
    }
  }

  // MARK: - Penalties

  @Test(arguments: SearchOptions.LengthNormalization.allCases)
  func noExponentIsNoPenalty(form: SearchOptions.LengthNormalization) {
    var options = SearchOptions()
    options.lengthNormalization = form
    options.lengthPenalty = 0
    #expect(options.score(-7.5, length: 9) == -7.5)
    options.lengthPenalty = 1
    #expect(abs(options.score(-7.5, length: 10) - (form == .wu ? -3 : -0.75)) < 1e-6)
  }

  /// With a beam as wide as all possible translations, the best scores are found, whatever the score is.
  @Test(arguments: SearchOptions.LengthNormalization.allCases, [0, 0.4, 3])
  func hugeBeamFindsTheBestScores(form: SearchOptions.LengthNormalization, coverage: Float) {
    var options = options(beam: 108, nBest: 4)
    options.lengthRatio = 0
    options.lengthExtra = 4
    options.lengthNormalization = form
    options.lengthPenalty = 0.7
    options.coveragePenalty = coverage
    for (seed, source) in SearchSample.sentences(5).enumerated() {
      let configuration = SearchSample.small(words: 6, attention: .additive)
      let sample = SearchSample(configuration, seed: UInt64(seed))
      let found = sample.search([source], options)[0]
      let expected = SearchSample.everything(limit: 4) { sample.next(source, after: $0) }
        .filter(\.isFinished)
        .map { (found: $0, score: score(of: $0, source, sample, options)) }
        .sorted { $0.score > $1.score }
      #expect(found.map(\.tokens) == expected.prefix(4).map(\.found.tokens))
      for (a, b) in zip(found, expected) { #expect(abs(Double(a.score) - b.score) < 1e-3) }
    }
  }

  /// The score in double precision, after equation 14 of Wu and others, 2016.
  private func score(
    of found: SearchSample.Found, _ source: [Int32], _ sample: SearchSample,
    _ options: SearchOptions
  ) -> Double {
    let length = Double(found.tokens.count + 1)
    let base = options.lengthNormalization == .wu ? (5 + length) / 6 : length
    let norm = ScalarKernels.exp(0.7 * ScalarKernels.log(base))
    let weights = sample.attention(source, found.tokens)
    let covered = source.indices.map { index in
      ScalarKernels.log(min(1, weights.reduce(0) { $0 + Double($1[index]) }))
    }
    return found.logProbability / norm + Double(options.coveragePenalty) * covered.reduce(0, +)
  }
}
