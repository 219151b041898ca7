import Testing

@testable import Evaluation

/// How scores are printed in cases that the fixtures of sacreBLEU's output do not cover.
@Suite struct ScoreReportTests {
  @Test func aVaryingNumberOfReferencesIsStated() throws {
    let segments = try Segments(hypotheses: ["a", "b"], references: [["a", "b"], ["c", nil]])
    #expect(BLEU().signature(for: segments).formatted().hasPrefix("nrefs:var|case:mixed|"))
  }

  @Test func statisticsAddUp() throws {
    let segments = try Segments(
      hypotheses: ["a b c d", "e f g"], references: [["a b c d e", "e g f"]])
    let parts = BLEU().segmentStatistics(segments)
    let whole = parts[0] + parts[1]
    #expect(whole.matches == [7, 3, 2, 1])
    #expect(whole.totals == [7, 5, 3, 1])
    #expect((whole.hypothesisLength, whole.referenceLength) == (7, 8))
    #expect(BLEU().score(from: whole) == BLEU().corpusScore(segments))
  }
}
