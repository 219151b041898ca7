import Testing

@testable import Seq2Seq

/// The translations that a validation shows.
@Suite struct ValidationSampleTests {
  @Test func areTheFirstTheMiddleAndTheLastSentence() throws {
    let sample = try TrainingSample()
    var shown: [[String]] = []
    try sample.train {
      if case .validated(let report) = $0 { shown.append(report.samples.map(\.source)) }
    }
    let places = [0, TrainingSample.pairs.count / 2, TrainingSample.pairs.count - 1]
    let expected = places.map { TrainingSample.pairs[$0].0 }
    #expect(!shown.isEmpty)
    for sources in shown { #expect(sources == expected) }
  }
}
