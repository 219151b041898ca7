internal import Platform

extension Trainer {
  /// What is reported after an update.
  func progress(_ update: ModelInTraining.Update, of updates: Int) -> TrainingProgress {
    let state = model.state
    return TrainingProgress(
      epoch: state.epoch + 1, update: state.update, updatesPerEpoch: updates,
      updateInEpoch: state.position, loss: state.window.meanLoss,
      perplexity: state.window.perplexity, rate: update.rate, norm: update.norm,
      clipped: state.window.clipped, updatesSinceReport: state.window.updates,
      targetTokensPerSecond: speed.lap(state.window.tokens),
      updatesLeft: course.updatesLeft(state, updatesPerEpoch: updates),
      seconds: monotonicSeconds() - startTime)
  }
}
