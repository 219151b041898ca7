/// Decides a training's learning rates, when to validate, what is best, and when to end.
///
/// It knows no network and has no state of its own: it decides from the ``TrainingState`` it is given.
struct TrainingCourse: Sendable, Hashable {
  let schedule: LearningRateSchedule
  /// Updates between validations.
  let validationInterval: Int
  /// What "better" means.
  var criterion = TrainingOptions.Criterion.bleu
  /// Validations without progress after which the training ends, at least one.
  var patience = Int.max
  var maximumUpdates = Int.max
  var maximumEpochs = Int.max

  /// Rollbacks after which the training gives up.
  static let mostRollbacks = 5
  /// Validations without progress after which the rate is halved, with the plateau schedule.
  private static let plateau = 2

  /// The limit that ends the training, if one is reached; a resumed training may have other limits.
  func end(_ state: TrainingState) -> TrainingResult.Reason? {
    if state.validationsWithoutProgress >= max(1, patience) { return .patience }
    if state.update >= maximumUpdates { return .updates }
    return state.epoch >= maximumEpochs ? .epochs : nil
  }

  /// How many updates are left: at least if no validation brings progress, at most until the other limits.
  func updatesLeft(_ state: TrainingState, updatesPerEpoch: Int) -> ClosedRange<Int> {
    let perEpoch = max(updatesPerEpoch, 1)
    let epochs = min(maximumEpochs - state.epoch, Int.max / perEpoch / 2)
    let most = max(0, min(epochs * perEpoch - state.position, maximumUpdates - state.update))
    let validations = min(
      max(1, patience) - state.validationsWithoutProgress, Int.max / validationInterval / 2)
    let sinceValidation = state.update % validationInterval
    let least = max(0, validations * validationInterval - sinceValidation)
    return min(least, most)...most
  }

  /// The learning rate of update number `update`, counted from 1.
  func rate(update: Int, _ state: TrainingState) -> Float {
    schedule.rate(update: update, reductions: state.reductions)
  }

  /// Whether the model is to be validated after the updates made so far.
  func isValidationDue(_ state: TrainingState) -> Bool { state.update % validationInterval == 0 }

  /// Records a validation; returns whether it is the best so far.
  func validated(loss: Double, bleu: Double, _ state: inout TrainingState) -> Bool {
    let score = criterion == .bleu ? bleu : -loss
    // With equal BLEU, such as zero in the first validations, a lower loss is progress.
    let isBest = state.bestScore.map { ($0, -state.bestLoss) < (score, -loss) } ?? true
    if isBest {
      (state.bestScore, state.bestBLEU, state.bestLoss) = (score, bleu, loss)
      state.validationsWithoutProgress = 0
      state.validationsOnPlateau = 0
    } else {
      state.validationsWithoutProgress += 1
      state.validationsOnPlateau += 1
      reduceRate(&state)
    }
    return isBest
  }

  private func reduceRate(_ state: inout TrainingState) {
    guard schedule.kind == .plateau && state.validationsOnPlateau >= Self.plateau else { return }
    state.reductions += 1
    state.validationsOnPlateau = 0
  }

  /// Whether a training whose numbers are no longer finite may be rolled back once more.
  func mayReturn(from state: TrainingState) -> Bool { state.rollbacks < Self.mostRollbacks }

  /// The state after a rollback from `broken` to `saved`, at half the learning rate.
  func returned(to saved: TrainingState, from broken: TrainingState) -> TrainingState {
    var state = saved
    state.rollbacks = broken.rollbacks + 1
    state.reductions = max(saved.reductions, broken.reductions) + 1
    return state
  }
}

extension TrainingCourse {
  /// The course that a plan asks for, with epochs of `updates` updates.
  init(_ plan: TrainingPlan, updatesPerEpoch updates: Int) {
    self.init(
      schedule: plan.schedule(updatesPerEpoch: updates),
      validationInterval: plan.validationInterval(updatesPerEpoch: updates),
      criterion: plan.options.criterion, patience: plan.patience,
      maximumUpdates: plan.options.maximumUpdates ?? .max, maximumEpochs: plan.maximumEpochs)
  }
}
