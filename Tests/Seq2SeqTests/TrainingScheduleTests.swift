import Testing

@testable import Seq2Seq

@Suite struct TrainingScheduleTests {
  private func rate(
    _ kind: LearningRateSchedule.Kind, warmup: Int, _ step: Int, reductions: Int = 0
  ) -> Float {
    LearningRateSchedule(kind: kind, peak: 0.8, warmup: warmup).rate(
      step: step, reductions: reductions)
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

  @Test(arguments: LearningRateSchedule.Kind.allCases)
  func everyReductionHalves(kind: LearningRateSchedule.Kind) {
    for step in [1, 4, 9, 1_000] {
      let full = rate(kind, warmup: 4, step)
      #expect(rate(kind, warmup: 4, step, reductions: 1) == full / 2)
      #expect(rate(kind, warmup: 4, step, reductions: 5) == full / 32)
      #expect(rate(kind, warmup: 4, step, reductions: 10_000) > 0)
    }
  }
}
