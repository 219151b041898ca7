import Formatting
import Seq2Seq

/// Shows the progress of a training: a status line on a terminal, plain lines elsewhere.
struct TrainingMonitor {
  private var status = StatusLine()
  /// The epoch whose speed is measured, and the update and the time at which measuring began.
  private var epoch: (number: Int, firstUpdate: Int, start: Double)?
  /// The update and the time at which this run began; validations count, unlike for the epoch.
  private var run: (firstUpdate: Int, start: Double)?
  private var maximumEpochs = 0

  mutating func write(_ line: String) { status.write(line) }

  mutating func show(_ event: TrainingEvent) {
    switch event {
    case .prepared(let summary): maximumEpochs = summary.plan.maximumEpochs
    case .resumed(let updates, let epoch):
      status.note("resuming after \(updates.grouped) updates, in epoch \(epoch)")
    case .progress(let progress): show(progress)
    case .validated(let report):
      epoch = nil
      let lines = TrainingReports.validation(report)
      status.note(lines[0])
      lines.dropFirst().forEach { status.write($0) }
    case .rolledBack(let update, let rate):
      epoch = nil
      status.write(
        "warning: the loss is not finite; back to update \(update.grouped), "
          + "with learning rate \(rate)")
    case .metricsChanged(let path):
      status.write("warning: lines of \(path) are gone or changed since they were written")
    case .preparing, .saved: break
    case .finished(let result): status.note(TrainingReports.end(result))
    }
  }

  private mutating func show(_ progress: TrainingProgress) {
    if epoch?.number != progress.epoch {
      epoch = (progress.epoch, progress.updateInEpoch, progress.seconds)
    }
    if run == nil { run = (progress.update, progress.seconds) }
    let time = TimeLeft(
      epoch: epoch.flatMap { epoch -> Double? in
        let done = progress.updateInEpoch - epoch.firstUpdate
        guard done > 0 else { return nil }
        let left = Double(progress.updatesPerEpoch - progress.updateInEpoch)
        return (progress.seconds - epoch.start) / Double(done) * left
      },
      training: run.flatMap { run -> ClosedRange<Double>? in
        let done = progress.update - run.firstUpdate
        guard done > 0 else { return nil }
        let pace = (progress.seconds - run.start) / Double(done)
        let left = progress.updatesLeft
        return pace * Double(left.lowerBound)...pace * Double(left.upperBound)
      })
    let (isTerminal, maximumEpochs) = (status.isTerminal, maximumEpochs)
    status.update { width in
      ProgressLine(progress, time, maximumEpochs: maximumEpochs, withBar: isTerminal)
        .text(fitting: width)
    }
  }
}
