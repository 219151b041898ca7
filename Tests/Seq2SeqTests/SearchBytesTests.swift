import NeuralNetwork
import TestSupport
import Testing
import Tokenization

@testable import Seq2Seq

/// Single bytes are said only in sequences that are characters, whatever the model would like to say.
@Suite struct SearchBytesTests {
  private static let words = 275
  private let sources = SearchSample.sentences(12)

  /// A model with random weights, for which most tokens are bytes; above them, each token is one "x".
  private func sample(
    seed: UInt64, attention: ModelOptions.Attention = .none
  ) -> SearchSample {
    var sample = SearchSample(
      SearchSample.small(words: Self.words, attention: attention), seed: seed)
    sample.bytes = ByteTokens(first: 3)
    return sample
  }

  private func text(_ tokens: [Int32]) -> String? {
    let bytes = tokens.map { 3..<259 ~= $0 ? UInt8($0 - 3) : 0x78 }
    guard let text = String(validating: bytes, as: UTF8.self),
      !text.unicodeScalars.contains(where: { 0xFFFD...0xFFFF ~= $0.value })
    else { return nil }
    return text
  }

  /// Whether at most `room` more bytes can make tokens a text, by trying them.
  private func canBecomeText(_ tokens: [Int32], room: Int) -> Bool {
    if text(tokens) != nil { return true }
    guard room > 0 else { return false }
    return [0x80, 0x90, 0xA0, 0xBC, 0xBF].contains {
      canBecomeText(tokens + [3 + $0], room: room - 1)
    }
  }

  private func expectText(_ found: [[Hypothesis]], _ comment: Comment) {
    for hypothesis in found.joined() {
      #expect(text(hypothesis.tokens) != nil, comment)
      #expect(hypothesis.logProbability.isFinite, comment)
    }
    #expect(found.allSatisfy { !$0.isEmpty }, comment)
  }

  @Test func theModelItselfWouldSayBrokenText() {
    var sample = sample(seed: 1)
    sample.bytes = nil
    let found = sample.search(sources, SearchOptions(beam: 1))
    #expect(found.contains { text($0[0].tokens) == nil })
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func everySearchSaysText(seed: UInt64) {
    let sample = sample(seed: seed, attention: seed.isMultiple(of: 2) ? .additive : .none)
    for (kind, found) in sample.everySearch(sources, with: self.sample(seed: seed + 50)) {
      expectText(found, kind)
    }
    let accented: [Int32] = [3 + 0xC3, 3 + 0xA9]
    let prefixes = sources.indices.map { $0.isMultiple(of: 2) ? [] : accented }
    expectText(sample.search(sources, prefixes: prefixes, SearchOptions(beam: 3)), "prefixes")
  }

  /// Where a translation is cut off, it is not cut within a character.
  @Test(arguments: 1...7)
  func limitsCutBetweenCharacters(limit: Int) {
    var options = SearchOptions(beam: 4)
    options.lengthRatio = 0
    options.lengthExtra = limit
    for seed in 1...8 as ClosedRange<UInt64> {
      let found = sample(seed: seed).search(sources, options)
      expectText(found, "beam")
      #expect(found.joined().allSatisfy { $0.tokens.count <= limit })
      options.sampling = SamplingOptions()
      expectText(sample(seed: seed).search(sources, options), "samples")
      options.sampling = nil
    }
  }

  /// Excluding tokens makes the others no more probable; greedy search takes the best that is left.
  @Test func greedySearchPassesOverBrokenText() {
    var options = SearchOptions(beam: 1)
    options.guardsRepetition = false
    options.lengthRatio = 0
    for seed in 1...5 as ClosedRange<UInt64> {
      let sample = sample(seed: seed)
      for (source, found) in zip(sources, sample.search(sources, options)) {
        let expected = SearchSample.follow(
          limit: options.lengthExtra, next: { sample.next(source, after: $0) },
          isBarred: { tokens, next in
            if next == SpecialToken.end.id { return text(tokens) == nil }
            return !canBecomeText(
              tokens + [next], room: min(3, options.lengthExtra - tokens.count - 1))
          })
        #expect(found[0].isClose(to: expected))
      }
    }
  }

  /// A shortlist with the beginning of a character allows its end, too.
  @Test func shortlistsCanCompleteCharacters() {
    let sample = sample(seed: 3)
    let shortlist = Shortlist(
      translations: [Int32](repeating: -1, count: 20 * Shortlist.width),
      frequent: [3 + 0xE2, 3 + 0xF0, 3 + 0xC3, 270])
    var options = SearchOptions(beam: 4)
    options.shortlist = 1
    let found = sample.search(sources, shortlist: shortlist, options)
    expectText(found, "shortlist")
    #expect(found.joined().contains { $0.tokens.contains(3 + 0xE2) })
  }

  /// To the bit, even where tokens of some rows are chosen again.
  @Test func sentencesDoNotConcernOthers() {
    let sample = sample(seed: 2)
    let together = sample.search(sources, SearchOptions(beam: 3))
    for (source, expected) in zip(sources, together) {
      #expect(sample.search([source], SearchOptions(beam: 3))[0] == expected)
    }
  }

  // MARK: - Which bytes may follow

  /// After whole characters and after every beginning of one, with bytes from the borders of the ranges,
  /// against the decoder of Swift.
  @Test func whatMayFollowIsWhatUTF8Allows() {
    var beginnings: [[Int32]] = ["x", "é", "€", "😀"].map { $0.utf8.map { 3 + Int32($0) } } + [[]]
    while !beginnings.isEmpty {
      beginnings = beginnings.flatMap { beginning in
        let following = checkedFollowing(beginning)
        return beginning.isEmpty || text(beginning) == nil ? following : []
      }
    }
  }

  /// The beginnings of a character that are one byte longer, after all bytes were checked.
  private func checkedFollowing(_ beginning: [Int32]) -> [[Int32]] {
    let borders: [Int32] = [
      0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBC, 0xBD, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0,
      0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF,
    ]
    let allowed = ByteTokens(first: 3).allowed(after: beginning, room: 4)
    #expect(allowed.isWithinCharacter == (text(beginning) == nil))
    #expect(allowed.contains(SpecialToken.end.id) == (text(beginning) != nil))
    return borders.compactMap { byte in
      let longer = beginning + [3 + byte]
      let room = allowed.isWithinCharacter ? 3 - beginning.count : 3
      #expect(allowed.contains(3 + byte) == canBecomeText(longer, room: room))
      return allowed.contains(3 + byte) && text(longer) == nil ? longer : nil
    }
  }

  @Test func vocabulariesOfWordsHaveNoBytes() throws {
    var options = TokenizerOptions()
    options.subwords = .words
    let words = try TokenizerTrainer.learn(from: ["some words"], options: options)
    #expect(ByteTokens(words.vocabulary) == nil)
    options.subwords = .bytePairs
    let pieces = try TokenizerTrainer.learn(from: ["some words"], options: options)
    #expect(ByteTokens(pieces.vocabulary) == ByteTokens(first: 3))
  }

  // MARK: - Text

  /// Whatever the model says, a translation is a line without white space at its ends.
  @Test func translationsHaveNoSpacesAtTheirEnds() throws {
    let tokenizer = try TokenizerTrainer.learn(
      from: ["a - b", "a\u{A0}! - \u{3000}"], options: TokenizerOptions())
    func candidate(_ parts: String...) -> String {
      let ids = parts.flatMap { part in
        part.utf8.count == 1
          ? [3 + Int32(part.utf8.first ?? 0)] : tokenizer.vocabulary.id(of: part).map { [$0] } ?? []
      }
      return Translation.Candidate(
        Hypothesis(tokens: ids, logProbability: 0, score: 0, isFinished: true),
        tokenizer.decode(ids)
      ).text
    }
    #expect(candidate(" ", " ", "a", " ", "b", " ") == "a b")
    #expect(candidate("\n", "a", "\t", "b", "\r") == "a b")
    #expect(candidate("\u{A0}", "a", "\u{3000}") == "a")
    #expect(candidate(" ", "\u{3000}") == "")
    #expect(candidate("a", "\u{A0}", "b") == "a\u{A0}b")
  }

  @Test func untrainedModelsSayText() throws {
    let source = try TokenizerTrainer.learn(
      from: TrainingSample.pairs.map(\.0), options: TokenizerOptions())
    let target = try TokenizerTrainer.learn(
      from: TrainingSample.pairs.map(\.1), options: TokenizerOptions())
    var configuration = SearchSample.small(words: target.vocabularySize)
    configuration.sourceVocabulary = source.vocabularySize
    let sample = SearchSample(configuration, seed: 6, scale: 1)
    let translator = Translator(
      TranslationModel(
        network: sample.network, values: sample.store.values, sourceTokenizer: source,
        targetTokenizer: target), threads: 2)
    for options in [
      SearchOptions(beam: 1), SearchOptions(beam: 4), SearchOptions(beam: 1, samples: 5),
    ] {
      for candidate in translator.translate(TrainingSample.pairs.map(\.0), options)
        .flatMap(\.candidates)
      {
        #expect(!candidate.text.unicodeScalars.contains("\u{FFFD}"))
        #expect(candidate.text.unicodeScalars.first?.properties.isWhitespace != true)
        #expect(candidate.text.unicodeScalars.last?.properties.isWhitespace != true)
      }
    }
  }
}
