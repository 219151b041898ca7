import Testing

@testable import Evaluation

/// How scores are printed where sacreBLEU's own output, in the fixtures, does not tell.
@Suite struct ScoreReportTests {
  @Test(arguments: [
    (0.125, 2, "0.12"), (0.375, 2, "0.38"), (2.5, 0, "2"), (1e22, 1, "10000000000000000000000.0"),
    (0.1, 20, "0.10000000000000000555"), (-0.04, 1, "-0.0"),
  ])
  func decimalsAreCorrectlyRounded(value: Double, decimals: Int, text: String) {
    #expect(value.fixed(decimals) == text)
  }

  @Test func jsonIsEscaped() {
    let value = JSONValue.object([
      ("a \"b\"", .array([.string("\\ \n\t\r\u{1} é\u{301}"), .number(1), .null])),
      ("empty", .array([])), ("none", .object([])), ("infinite", .number(.infinity)),
    ])
    let expected = #"""
      {
        "a \"b\"": [
          "\\ \n\t\r\u0001 é\#u{301}",
          1.0,
          null
        ],
        "empty": [],
        "none": {},
        "infinite": null
      }
      """#
    #expect(value.formatted(indent: 2) == expected)
  }

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
