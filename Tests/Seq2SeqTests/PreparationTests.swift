import Platform
import TestSupport
import Testing

@testable import Seq2Seq

/// What a preparation reports, and how it is ended.
@Suite struct PreparationTests {
  /// Records all reports, and ends the preparation after `limit` of them.
  private final class Listener {
    var heard: [PreparationProgress] = []
    let limit: Int

    init(limit: Int) { self.limit = limit }

    var observer: PreparationObserver {
      PreparationObserver(
        shouldStop: { self.heard.count >= self.limit }, report: { self.heard.append($0) })
    }
  }

  private func reports(
    of sample: TrainingSample, stopAt limit: Int = .max
  ) throws -> [PreparationProgress] {
    let listener = Listener(limit: limit)
    if limit == .max {
      _ = try TrainingCorpus(sample.input, sample.options, listener.observer)
    } else {
      #expect {
        try TrainingCorpus(sample.input, sample.options, listener.observer)
      } throws: { isCancelled($0) }
    }
    return listener.heard
  }

  private func isCancelled(_ error: any Error) -> Bool {
    if case TrainingError.cancelled = error { true } else { false }
  }

  /// Enough pairs for several portions.
  private func largeSample() throws -> TrainingSample {
    var sample = try TrainingSample()
    sample.input = TrainingInput(
      pairs: InMemoryPairs((0..<9_000).map { ("boat \($0)", "bateau \($0)") }))
    return sample
  }

  @Test func phasesComeInOrderAndToTheirEnd() throws {
    let heard = try reports(of: largeSample())
    let phases = PreparationProgress.Phase.allCases
    #expect(
      heard.map(\.phase).reduce(into: []) { if $0.last != $1 { $0.append($1) } } == phases)
    for phase in phases {
      let steps = heard.filter { $0.phase == phase }
      #expect(steps.first?.done == 0, "\(phase)")
      // There are two vocabularies, each learned from the beginning.
      if phase == .learningVocabulary { continue }
      #expect(steps.map(\.done) == steps.map(\.done).sorted(), "\(phase)")
      #expect(steps.last.map { $0.done == $0.total ?? 9_000 } == true, "\(phase)")
    }
    #expect(heard.filter { $0.phase == .reading }.map(\.done) == [0, 4_096, 8_192, 9_000])
    #expect(heard.filter { $0.phase == .encoding }.allSatisfy { $0.total == 9_000 })
  }

  /// In every phase: after the answer to stop, nothing more is reported.
  @Test func canBeEndedAtAnyTime() throws {
    let sample = try largeSample()
    for limit in 1...(try reports(of: sample).count) {
      #expect(try reports(of: sample, stopAt: limit).count == limit)
    }
  }

  @Test func learningAVocabularyAsksAgainAndAgain() throws {
    var sample = try largeSample()
    sample.options.vocabularySize = 700
    let steps = try reports(of: sample).filter { $0.phase == .learningVocabulary }
    #expect(steps.map(\.done).prefix(3) == [0, 64, 128])
  }

  /// A preparation that was ended leaves nothing behind that would hinder the next.
  @Test func trainingCanBeginAgainAfterwards() throws {
    let sample = try TrainingSample()
    let path = sample.directory.file("model")
    #expect {
      try Trainer(
        sample.input, sample.options, output: path,
        preparation: PreparationObserver(shouldStop: { true }))
    } throws: { isCancelled($0) }
    #expect(!FileSystem.exists(path))
    #expect(try sample.train().updates > 0)
  }
}
