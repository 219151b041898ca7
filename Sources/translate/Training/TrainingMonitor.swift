import Formatting
import Seq2Seq

/// Shows the progress of a training: a status line on a terminal, plain lines elsewhere.
struct TrainingMonitor {
  private var status = StatusLine()
  /// The epoch whose speed is measured, and the update and the time at which measuring began.
  private var epoch: (number: Int, firstUpdate: Int, start: Double)?
  private var maximumEpochs = 0

  mutating func write(_ line: String) { status.write(line) }

  mutating func show(_ event: TrainingEvent) {
    switch event {
    case .prepared(let summary): maximumEpochs = summary.plan.maximumEpochs
    case .resumed(let updates, let epoch):
      status.write("resuming after \(updates.grouped) updates, in epoch \(epoch)")
    case .progress(let progress): show(progress)
    case .validated(let report):
      epoch = nil
      TrainingReports.validation(report).forEach { status.write($0) }
    case .rolledBack(let update, let rate):
      epoch = nil
      status.write(
        "warning: the loss is not finite; back to update \(update.grouped), "
          + "with learning rate \(rate)")
    case .metricsChanged(let path):
      status.write("warning: lines of \(path) are gone or changed since they were written")
    case .preparing, .saved: break
    case .finished(let result): status.write(TrainingReports.end(result))
    }
  }

  private mutating func show(_ progress: TrainingProgress) {
    if epoch?.number != progress.epoch {
      epoch = (progress.epoch, progress.updateInEpoch, progress.seconds)
    }
    let secondsLeft = epoch.flatMap { epoch -> Double? in
      let done = progress.updateInEpoch - epoch.firstUpdate
      guard done > 0 else { return nil }
      let left = Double(progress.updatesPerEpoch - progress.updateInEpoch)
      return (progress.seconds - epoch.start) / Double(done) * left
    }
    let (isTerminal, maximumEpochs) = (status.isTerminal, maximumEpochs)
    status.update {
      TrainingReports.progress(
        progress, maximumEpochs: maximumEpochs, secondsLeft: secondsLeft, withBar: isTerminal)
    }
  }
}
