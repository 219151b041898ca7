import Evaluation
import Foundation
import Testing

/// Every score equals sacreBLEU's up to a relative error of 1e-9.
@Suite struct ScoreParityTests {
  @Test(arguments: ["cases.jsonl", "random.jsonl"])
  func scoresAreThoseOfSacreBLEU(fixture: String) throws {
    try check(try Fixture.objects(ScoreCase.self, in: Fixture.data(fixture)))
  }

  /// For `compare_random.sh`, which makes more segments than are worth keeping.
  @Test(.enabled(if: casesPath != nil))
  func scoresOfAnotherFileAreThoseOfSacreBLEU() throws {
    let path = try #require(casesPath)
    try check(try Fixture.objects(ScoreCase.self, in: Data(contentsOf: URL(filePath: path))))
  }

  private func check(_ cases: [ScoreCase]) throws {
    try #require(!cases.isEmpty)
    for segments in cases {
      for expected in segments.bleu {
        let metric = try #require(expected.options.metric)
        try check(metric, segments, expected)
        try checkParts(metric, segments, expected)
      }
      for expected in segments.chrf { try check(expected.options.metric, segments, expected) }
      for expected in segments.ter { try check(expected.options.metric, segments, expected) }
    }
  }

  private func check<M: Metric, Options>(
    _ metric: M, _ segments: ScoreCase, _ expected: ScoreCase.Expected<Options>
  ) throws {
    let corpus = try Segments(hypotheses: segments.hypotheses, references: segments.references)
    let statistics = metric.segmentStatistics(corpus)
    let score = metric.score(from: .sum(statistics)).value
    #expect(score.isClose(to: expected.score), "\(expected.options) of \(segments.hypotheses)")
    let sentences = statistics.map { metric.score(from: $0).value }
    try #require(sentences.count == expected.sentences.count)
    for (index, sentence) in sentences.enumerated() {
      #expect(
        sentence.isClose(to: expected.sentences[index]),
        "\(expected.options) of \(segments.hypotheses[index].debugDescription)")
    }
    let signature = metric.signature(for: corpus).formatted()
    #expect(signature == expected.signature.withOurVersion)
  }

  private func checkParts(
    _ metric: BLEU, _ segments: ScoreCase, _ expected: ScoreCase.Expected<BLEUCaseOptions>
  ) throws {
    let score = try metric.corpusScore(segments.hypotheses, references: segments.references)
    let precisions = try #require(expected.precisions)
    #expect(score.precisions.count == precisions.count)
    #expect(zip(score.precisions, precisions).allSatisfy { $0.isClose(to: $1) })
    #expect(score.brevityPenalty.isClose(to: try #require(expected.bp)))
    #expect([score.hypothesisLength, score.referenceLength] == expected.lengths)
    #expect(score.detail == expected.detail ?? score.detail)
  }
}

/// A file of cases to check besides the fixtures, if one is given.
private let casesPath = ProcessInfo.processInfo.environment["SCORE_CASES"]

extension Double {
  func isClose(to other: Double, within tolerance: Double = 1e-9) -> Bool {
    abs(self - other) <= tolerance * Swift.max(abs(self), abs(other))
  }
}

extension String {
  /// A signature of sacreBLEU with this package's version.
  var withOurVersion: String {
    replacing("version:2.6.0", with: "version:\(Signature.version)")
      .replacing("v:2.6.0", with: "v:\(Signature.version)")
      .replacing("\"version\": \"2.6.0\"", with: "\"version\": \"\(Signature.version)\"")
  }
}
