import Testing

@testable import Seq2Seq

/// Translations of parts as the translation of their line.
@Suite struct TranslationJoinerTests {
  /// A line of parts that are translated, with the white space before each.
  private func line(_ parts: [(space: String, text: String)]) -> DividedLine {
    var line = DividedLine()
    line.parts = parts.map { .init(space: $0.space, text: $0.text, readings: [.init(tokens: [5])]) }
    return line
  }

  private func translation(_ texts: String...) -> Translation {
    var result = Translation()
    result.candidates = texts.map {
      .init(text: $0, score: -1, logProbability: -2, tokens: 1, isFinished: true)
    }
    return result
  }

  private func join(_ line: DividedLine, _ translations: [Translation]) -> Translation {
    TranslationJoiner(options: SearchOptions()).join(line, translations)
  }

  @Test(arguments: [
    ("雪だ。", "Snow.", "Cold.", "Snow. Cold."),
    ("雪だ。", "下雪。", "很冷。", "下雪。很冷。"),
    ("雪だ。", "Snow.", "很冷。", "Snow.很冷。"),
    ("Neige !", "Snow!", "Cold.", "Snow!Cold."),
  ])
  func unspacedSourcesGetSpaces(source: String, first: String, second: String, joined: String) {
    let line = line([("", source), ("", "寒い。")])
    #expect(join(line, [translation(first), translation(second)]).text == joined)
  }

  @Test func ownWhiteSpaceIsKept() {
    var line = line([("\t ", "a."), ("\u{B}\u{3000}", "b."), ("\t", "c.")])
    line.end = " \r"
    let result = join(line, [translation("x"), translation("y"), translation("z")])
    #expect(result.text == "\t x \u{3000}y\tz  ")
  }

  @Test func theLastCandidateStandsForMissingOnes() {
    let line = line([("", "a."), (" ", "b.")])
    let result = join(line, [translation("x", "y", "z"), translation("u", "v")])
    #expect(result.candidates.map(\.text) == ["x u", "y v", "z v"])
  }

  @Test func whatWasAbandonedHasNoCandidates() {
    let line = line([("", "a."), (" ", "b.")])
    #expect(join(line, [translation("x"), Translation()]).candidates.isEmpty)
    #expect(join(DividedLine(), []) == Translation())
  }

  /// log p over the length of all, and the coverage penalties of each.
  @Test func scoresAreThoseOfAllTokens() {
    var options = SearchOptions()
    options.lengthPenalty = 0.5
    options.coveragePenalty = 0.2
    var first = Translation()
    first.wasCut = true
    first.candidates = [
      .init(
        text: "x", score: options.score(-3, length: 3) - 0.25, logProbability: -3, tokens: 2,
        isFinished: true)
    ]
    var second = Translation()
    second.sourceTokens = 4
    second.candidates = [
      .init(
        text: "y", score: options.score(-5, length: 6) - 0.5, logProbability: -5, tokens: 6,
        isFinished: false)
    ]
    let result = TranslationJoiner(options: options).join(
      line([("", "a."), (" ", "b.")]), [first, second])
    let candidate = result.candidates[0]
    #expect(candidate.tokens == 8 && !candidate.isFinished && candidate.logProbability == -8)
    #expect(abs(candidate.score - (-8 / 3 - 0.75)) < 1e-5)
    #expect(result.wasCut && result.sourceTokens == 4)
  }
}
