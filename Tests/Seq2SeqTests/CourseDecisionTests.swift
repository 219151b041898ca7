import Testing

@testable import Seq2Seq

/// What a training decides from its numbers, without any training.
@Suite struct CourseDecisionTests {
  private func course(
    _ kind: LearningRateSchedule.Kind = .plateau, criterion: TrainingOptions.Criterion = .bleu
  ) -> TrainingCourse {
    TrainingCourse(
      schedule: LearningRateSchedule(kind: kind, peak: 0.5, warmup: 0), validationInterval: 4,
      criterion: criterion)
  }

  @Test func eachLimitEndsATraining() {
    var course = course()
    course.patience = 3
    course.maximumUpdates = 10
    course.maximumEpochs = 2
    var state = TrainingState()
    #expect(course.end(state) == nil)
    (state.update, state.epoch, state.validationsWithoutProgress) = (9, 1, 2)
    #expect(course.end(state) == nil)
    state.epoch = 2
    #expect(course.end(state) == .epochs)
    state.update = 10
    #expect(course.end(state) == .updates)
    state.validationsWithoutProgress = 3
    #expect(course.end(state) == .patience)
  }

  /// A patience of 0 still waits for one validation.
  @Test func noPatienceIsThatOfOne() {
    var course = course()
    course.patience = 0
    var state = TrainingState()
    #expect(course.end(state) == nil)
    state.validationsWithoutProgress = 1
    #expect(course.end(state) == .patience)
  }

  /// After a rollback the training continues, because the earlier state has not reached the limit.
  @Test func aReturnTakesTheEndBack() {
    var course = course()
    course.maximumUpdates = 8
    var saved = TrainingState()
    saved.update = 4
    var broken = saved
    broken.update = 8
    #expect(course.end(broken) == .updates)
    #expect(course.end(course.returned(to: saved, from: broken)) == nil)
  }

  @Test func validatesAfterEveryInterval() {
    var state = TrainingState()
    let due = (1...12).filter { update in
      state.update = update
      return course().isValidationDue(state)
    }
    #expect(due == [4, 8, 12])
  }

  @Test func theHigherBLEUIsTheBest() {
    var state = TrainingState()
    let found = [(3.0, 0.0), (2.0, 0.0), (2.5, 0.0), (9.0, 1.0), (1.0, 0.5)].map {
      course().validated(loss: $0.0, bleu: $0.1, &state)
    }
    // With equal BLEU, the lower loss is better.
    #expect(found == [true, true, false, true, false])
    #expect(state.bestBLEU == 1)
    #expect(state.bestLoss == 9)
    #expect(state.validationsWithoutProgress == 1)
  }

  @Test func theLowerLossIsTheBest() {
    var state = TrainingState()
    let found = [(3.0, 0.0), (4.0, 9.0), (2.5, 0.0), (2.5, 1.0)].map {
      course(criterion: .loss).validated(loss: $0.0, bleu: $0.1, &state)
    }
    #expect(found == [true, false, true, false])
    #expect(state.bestScore == -2.5)
    #expect(state.bestBLEU == 0)
  }

  /// Every second validation on a plateau halves the rate; progress restarts the count.
  @Test(arguments: LearningRateSchedule.Kind.allCases)
  func aPlateauHalvesTheRate(kind: LearningRateSchedule.Kind) {
    let course = course(kind)
    var state = TrainingState()
    let reductions = [3.0, 4, 4, 4, 2, 4, 4, 4, 4].map { loss in
      _ = course.validated(loss: loss, bleu: 0, &state)
      return state.reductions
    }
    let expected = [0, 0, 1, 1, 1, 1, 2, 2, 3]
    #expect(reductions == (kind == .plateau ? expected : expected.map { _ in 0 }))
    if kind == .plateau { #expect(course.rate(update: 5, state) == 0.0625) }
  }

  /// Each rollback halves the rate of the state that broke; there are at most five.
  @Test func returnsAtHalfTheRate() {
    let course = course()
    var saved = TrainingState()
    (saved.update, saved.metricLines, saved.reductions) = (4, 2, 1)
    var state = saved
    var rates: [Float] = []
    while course.mayReturn(from: state) {
      state.update = 7
      state.metricLines = 3
      state = course.returned(to: saved, from: state)
      #expect(state.update == 4)
      #expect(state.metricLines == 2)
      rates.append(course.rate(update: 5, state))
    }
    #expect(rates == [0.125, 0.0625, 0.03125, 0.015625, 0.0078125])
  }
}
