import Testing

@testable import Seq2Seq

@Suite struct TrainingScheduleTests {
  private func rate(
    _ kind: LearningRateSchedule.Kind, warmup: Int, _ update: Int, reductions: Int = 0
  ) -> Float {
    LearningRateSchedule(kind: kind, peak: 0.8, warmup: warmup).rate(
      update: update, reductions: reductions)
  }

  @Test(arguments: LearningRateSchedule.Kind.allCases)
  func warmsUpInAStraightLine(kind: LearningRateSchedule.Kind) {
    #expect(rate(kind, warmup: 4, 1) == 0.2)
    #expect(rate(kind, warmup: 4, 3) == 0.6)
    #expect(rate(kind, warmup: 4, 4) == 0.8)
    #expect(rate(kind, warmup: 0, 1) == 0.8)
    #expect(rate(kind, warmup: 1, 1) == 0.8)
  }

  @Test func whatFollows() {
    #expect(rate(.constant, warmup: 4, 1_000_000) == 0.8)
    #expect(rate(.plateau, warmup: 4, 1_000_000) == 0.8)
    #expect(rate(.inverseSquareRoot, warmup: 4, 16) == 0.4)
    #expect(rate(.inverseSquareRoot, warmup: 4, 1024) == 0.05)
  }

  /// Half a cosine from the end of the warm-up to the last update.
  @Test func cosineFallsToNothing() {
    let schedule = LearningRateSchedule(kind: .cosine, peak: 0.8, warmup: 4, updates: 104)
    func rate(_ update: Int) -> Float { schedule.rate(update: update, reductions: 0) }
    #expect(rate(2) == 0.4)
    #expect(rate(4) == 0.8)
    #expect(abs(rate(4 + 25) - 0.4 * (1 + Float(0.5).squareRoot())) < 1e-6)
    #expect(abs(rate(4 + 50) - 0.4) < 1e-6)
    #expect(rate(103) > 0)
    #expect(rate(104) < 1e-6)
    #expect(rate(1_000) == rate(104))
    for update in 4..<104 { #expect(rate(update + 1) < rate(update)) }
    let short = LearningRateSchedule(kind: .cosine, peak: 0.8, warmup: 50, updates: 10)
    for update in [1, 10, 50, 51, 100] {
      #expect((0...0.8).contains(short.rate(update: update, reductions: 0)))
    }
  }

  /// The rate depends on where the training ends, so the end must not be changed when resuming.
  @Test func cosineEndsWithTheTraining() throws {
    var sample = try TrainingSample()
    sample.options.schedule = .cosine
    sample.options.warmup = 2
    sample.options.learningRate = 0.004
    var rates: [Float] = []
    try sample.train { if case .progress(let progress) = $0 { rates.append(progress.rate) } }
    let expected = (1...9).map {
      LearningRateSchedule(kind: .cosine, peak: 0.004, warmup: 2, updates: 9)
        .rate(update: $0, reductions: 0)
    }
    #expect(rates == expected)
    sample.options.maximumEpochs = 4
    #expect(try sample.failure()?.contains("other options") == true)
    sample.options.maximumUpdates = 5
    rates = []
    try sample.train(.fresh) {
      if case .progress(let progress) = $0 { rates.append(progress.rate) }
    }
    #expect(rates.count == 5)
    #expect(rates.last.map { $0 < 1e-9 } == true)
  }

  @Test(arguments: LearningRateSchedule.Kind.allCases)
  func everyReductionHalves(kind: LearningRateSchedule.Kind) {
    for update in [1, 4, 9, 1_000] {
      let full = rate(kind, warmup: 4, update)
      #expect(rate(kind, warmup: 4, update, reductions: 1) == full / 2)
      #expect(rate(kind, warmup: 4, update, reductions: 5) == full / 32)
      #expect(rate(kind, warmup: 4, update, reductions: 10_000) > 0)
    }
  }
}
