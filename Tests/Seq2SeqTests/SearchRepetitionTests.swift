import NeuralNetwork
import TestSupport
import Testing
import Tokenization

@testable import Seq2Seq

/// The guard against endless repetition.
@Suite struct SearchRepetitionTests {
  private func isLoop(_ text: String) -> Bool {
    let words = text.utf8.map(Int32.init)
    return RepetitionGuard.isLoop(words.dropLast(), next: words.last ?? 0)
  }

  @Test(arguments: [
    "aaaaaaaaaaaa", "xyzaaaaaaaaaaaa", "abababababab", "abcabcabcabc", "qabcdabcdabcdabcd",
    String(repeating: "abcdefghijklmnopqrstuvwx", count: 4),
  ])
  func loopsAreBarred(text: String) {
    #expect(isLoop(text))
    // Not before the last token, and not with another one.
    #expect(!isLoop(String(text.dropLast())))
    #expect(!isLoop(String(text.dropLast()) + "!"))
  }

  @Test(arguments: [
    "", "a", "aaaaaaaaaaa", "very very very", "1,000,000,000", "ababababab", "abcabcabc",
    "no, no, no, no", "1000000000", String(repeating: "abcdefghijklmnopqrstuvwxy", count: 4),
    "aaaaaaaaaaab",
  ])
  func ordinaryTextIsNot(text: String) {
    for end in text.indices.dropFirst() { #expect(!isLoop(String(text[..<end]))) }
    #expect(!isLoop(text))
  }

  /// The definition, taken literally.
  private func isLoopByDefinition(_ words: [Int32]) -> Bool {
    (1...24).contains { period in
      let length = max(12, 4 * period)
      guard words.count >= length else { return false }
      let tail = Array(words.suffix(length))
      return (period..<length).allSatisfy { tail[$0] == tail[$0 - period] }
    }
  }

  @Test func agreesWithItsDefinition() {
    var generator = TestSupport.SeededGenerator(seed: 1)
    var loops = 0
    for _ in 0..<3_000 {
      // A block repeated over and over, sometimes with an error, after other tokens.
      let block = (0..<Int.random(in: 1...26, using: &generator)).map { _ in
        Int32.random(in: 3...4, using: &generator)
      }
      let times = Int.random(in: 1...6, using: &generator)
      var words = (0..<Int.random(in: 0...5, using: &generator)).map { _ in Int32(5) }
      for _ in 0..<times { words += block }
      words += block.prefix(Int.random(in: 0...block.count, using: &generator))
      if Bool.random(using: &generator), let place = words.indices.randomElement(using: &generator)
      {
        words[place] = 6
      }
      guard let last = words.last else { continue }
      let expected = isLoopByDefinition(words)
      loops += expected ? 1 : 0
      #expect(RepetitionGuard.isLoop(words.dropLast(), next: last) == expected)
    }
    #expect(loops > 300)
  }

  /// Text in which no token occurs twice within twelve is never barred.
  @Test func textWithoutRepeatsIsNeverBarred() {
    var generator = TestSupport.SeededGenerator(seed: 2)
    for _ in 0..<50 {
      var words: [Int32] = []
      while words.count < 100 {
        let word = Int32.random(in: 3..<60, using: &generator)
        if words.suffix(24).contains(word) { continue }
        #expect(!RepetitionGuard.isLoop(words, next: word))
        words.append(word)
      }
    }
  }

  /// A model that always prefers one token repeats it without the guard, but not with it.
  @Test(arguments: [1, 5])
  func loopsAreCut(beam: Int) {
    let sample = SearchSample(SearchSample.small(words: 8), seed: 1, scale: 0.1)
    sample.store.vector(sample.network.output.bias)[5] = 20
    var options = SearchOptions()
    options.beam = beam
    options.lengthRatio = 0
    options.lengthExtra = 60
    let guarded = sample.search([[3, 4]], options)[0][0]
    #expect(!contains(guarded.tokens, run: 12))
    options.guardsRepetition = false
    let free = sample.search([[3, 4]], options)[0][0]
    if beam == 1 { #expect(free.tokens == [Int32](repeating: 5, count: 60)) }
  }

  private func contains(_ words: [Int32], run length: Int) -> Bool {
    var run = 0
    var previous: Int32 = -1
    for word in words {
      run = word == previous ? run + 1 : 1
      if run >= length { return true }
      previous = word
    }
    return false
  }

  /// If every continuation is a loop, the hypothesis is the answer, unfinished.
  @Test func nothingButLoopsEnds() {
    var beam = SentenceBeam(
      sentence: 0, maximumTokens: 50,
      live: [.init(tokens: [Int32](repeating: 5, count: 11), logProbability: -1, row: 0)])
    var options = SearchOptions()
    options.beam = 1
    beam.advance([.init(parent: 0, token: 5, logProbability: -1.5)], end: 2, options)
    let isOver = beam.isOver(length: 12, options)
    #expect(isOver)
    #expect(beam.finished.map(\.tokens.count) == [11])
    #expect(beam.finished[0].isFinished == false)
  }
}
