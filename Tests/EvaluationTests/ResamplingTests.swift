import Foundation
import Testing

@testable import Evaluation

/// Resampling draws the same numbers as NumPy, and gives the same significance as sacreBLEU.
@Suite struct ResamplingTests {
  private struct Expected: Decodable {
    struct Draws: Decodable {
      let seed: UInt64
      let bound: UInt32
      let integers: [Int]
      let coins: [Int]
    }
    struct Result: Decodable {
      let score: Double
      let p_value: Double?
      let mean: Double?
      let ci: Double?
    }
    struct Test: Decodable {
      let kind: String
      let trials: Int
      let metric: String
      let signature: String
      let results: [Result]
    }
    struct Confidence: Decodable {
      let metric: String
      let mean: Double
      let ci: Double
      let line: String
      let json: String
      let short: String
    }
    let draws: [Draws]
    let references: [String]
    let systems: [[String]]
    let tests: [Test]
    let confidence: [Confidence]
  }

  private let expected: Expected
  private let metrics: [any Metric] = [BLEU(), ChrF(), TER()]

  init() throws {
    expected = try JSONDecoder().decode(Expected.self, from: Fixture.data("resampling.json"))
  }

  private func metric(named name: String) throws -> any Metric {
    try #require(metrics.first { $0.name == name })
  }

  private func segments(_ system: [String]) throws -> Segments {
    try Segments(hypotheses: system, references: [expected.references])
  }

  @Test func numbersAreThoseOfNumPy() {
    for draws in expected.draws {
      var generator = NumPyGenerator(seed: draws.seed)
      let integers = draws.integers.map { _ in generator.integer(below: draws.bound) }
      #expect(integers == draws.integers)
      var tossed = NumPyGenerator(seed: draws.seed)
      var coin = NumPyGenerator.Coin()
      #expect(draws.coins.map { _ in coin.toss(&tossed) ? 1 : 0 } == draws.coins)
    }
  }

  @Test func significanceIsThatOfSacreBLEU() throws {
    try #require(expected.tests.count == 6)
    for test in expected.tests { try check(test, by: try metric(named: test.metric)) }
  }

  private func check<M: Metric>(_ test: Expected.Test, by metric: M) throws {
    let method = try #require(ResamplingSettings.Method(rawValue: test.kind))
    let settings = ResamplingSettings(method, trials: test.trials)
    let segments = try expected.systems.map(segments)
    let scores = try PairedTest(settings).compare(
      metric, systems: segments.map(metric.segmentStatistics))
    try #require(scores.count == test.results.count)
    for (score, result) in zip(scores, test.results) {
      #expect(score.value.isClose(to: result.score))
      #expect(score.pValue == result.p_value)
      #expect((score.confidence == nil) == (result.mean == nil))
      // sacreBLEU adds up in single precision.
      if let interval = score.confidence, let mean = result.mean, let half = result.ci {
        #expect(interval.mean.isClose(to: mean, within: 1e-6))
        #expect(interval.halfWidth.isClose(to: half, within: 1e-5))
      }
    }
    let signature = metric.signature(for: segments[0], resampling: settings)
    #expect(signature.formatted() == test.signature.withOurVersion)
  }

  @Test func reportsWithConfidenceAreThoseOfSacreBLEU() throws {
    try #require(expected.confidence.count == 3)
    for confidence in expected.confidence {
      try check(confidence, by: try metric(named: confidence.metric))
    }
  }

  private func check<M: Metric>(_ confidence: Expected.Confidence, by metric: M) throws {
    let segments = try segments(expected.systems[0])
    let statistics = metric.segmentStatistics(segments)
    let interval = metric.confidence(of: statistics, trials: 250)
    #expect(interval.mean.isClose(to: confidence.mean, within: 1e-6))
    #expect(interval.halfWidth.isClose(to: confidence.ci, within: 1e-5))
    let signature = metric.signature(
      for: segments, resampling: ResamplingSettings(.bootstrap, trials: 250))
    let report = ScoreReport(
      metric, metric.score(from: .sum(statistics)), signature: signature, confidence: interval)
    #expect(report.line(decimals: 2) == confidence.line.withOurVersion)
    #expect(report.json(decimals: 2) == confidence.json.withOurVersion)
    #expect(signature.formatted(short: true) == confidence.short.withOurVersion)
  }

  @Test func aPairedTestNeedsTwoSystems() throws {
    let statistics = BLEU().segmentStatistics(try segments(expected.systems[0]))
    let test = PairedTest(ResamplingSettings(.bootstrap, trials: 10))
    #expect(throws: EvaluationError.nothingToCompare) {
      try test.compare(BLEU(), systems: [statistics])
    }
    #expect(throws: EvaluationError.noSegments) { try test.compare(BLEU(), systems: [[], []]) }
    #expect(
      throws: EvaluationError.lengthMismatch(hypotheses: 1, references: 120, stream: 2)
    ) {
      try test.compare(BLEU(), systems: [statistics, Array(statistics.prefix(1))])
    }
  }

  @Test func aSystemDoesNotDifferFromItself() throws {
    let statistics = BLEU().segmentStatistics(try segments(expected.systems[0]))
    for method in [ResamplingSettings.Method.bootstrap, .approximateRandomization] {
      let scores = try PairedTest(ResamplingSettings(method, trials: 20)).compare(
        BLEU(), systems: [statistics, statistics])
      // 1 of 21: no trial has a greater difference, and the true difference counts as one.
      #expect(scores[1].pValue == 1.0 / 21)
    }
  }
}
