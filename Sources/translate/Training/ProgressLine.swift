import Formatting
import Seq2Seq

/// How long training still takes, in seconds, as far as it can be told.
struct TimeLeft {
  /// Until the epoch ends.
  let epoch: Double?
  /// Until the training ends: an estimate, at least if no validation brings progress, at most if all do.
  let training: ClosedRange<Double>?
}

/// The progress of a training as one line of ASCII.
struct ProgressLine {
  private enum Part {
    case place, bar, share, loss, perplexity, speed, epochLeft, trainingLeft
  }

  private var parts: [(part: Part, text: String)] = []

  init(_ progress: TrainingProgress, _ time: TimeLeft, maximumEpochs: Int, withBar: Bool) {
    let share = Double(progress.updateInEpoch) / Double(max(progress.updatesPerEpoch, 1))
    add(.place, "epoch \(progress.epoch)/\(maximumEpochs)")
    if withBar {
      add(.bar, " " + Self.bar(share))
    } else {
      add(.bar, " update \(progress.update.grouped),")
    }
    add(.share, " \(Int(100 * share))%")
    add(.loss, "  loss \(progress.loss.fixed(3))")
    add(.perplexity, "  ppl \(TrainingReports.perplexity(progress.perplexity))")
    add(.speed, "  \(Int(progress.targetTokensPerSecond).grouped) tokens/s")
    if let left = time.epoch { add(.epochLeft, "  \(TrainingReports.duration(left)) left") }
    if let left = time.training { add(.trainingLeft, "  in all about \(Self.range(left))") }
  }

  private mutating func add(_ part: Part, _ text: String) { parts.append((part, text)) }

  /// What a narrow terminal has no room for, first what is missed least; the place always stays.
  private static let dispensable: [Part] = [
    .bar, .perplexity, .speed, .trainingLeft, .epochLeft, .loss,
  ]

  /// The line, without parts for which `width` characters are too few.
  func text(fitting width: Int) -> String {
    var kept = parts
    for part in Self.dispensable where kept.reduce(0, { $0 + $1.text.utf8.count }) > width {
      kept.removeAll { $0.part == part }
    }
    return kept.map(\.text).joined()
  }

  private static func range(_ seconds: ClosedRange<Double>) -> String {
    let (least, most) = (
      TrainingReports.duration(seconds.lowerBound), TrainingReports.duration(seconds.upperBound)
    )
    return least == most ? most : "\(least)-\(most)"
  }

  private static func bar(_ share: Double) -> String {
    let width = 10
    let done = Int(share * Double(width))
    return "[\(String(repeating: "#", count: done))\(String(repeating: ".", count: width - done))]"
  }
}
