import Formatting
import Seq2Seq

/// The events of a training as text.
enum TrainingReports {
  /// One line about the preparation.
  static func preparation(_ progress: PreparationProgress) -> String {
    let work =
      switch progress.phase {
      case .reading: "reading pairs"
      case .learningForms: "learning how words are written"
      case .splitting: "choosing pairs to validate on"
      case .countingWords: "counting words"
      case .learningVocabulary: "learning the vocabulary"
      case .encoding: "encoding pairs"
      case .learningTranslations: "learning likely translations of words"
      }
    guard let total = progress.total, total > 0 else { return "\(work): \(progress.done.grouped)" }
    let disk = progress.bytesOnDisk.map { ", about \(megabytes($0)) on disk" } ?? ""
    return "\(work): \(100 * progress.done / total)%\(disk)"
  }

  /// The scores, then samples.
  static func validation(_ report: ValidationReport) -> [String] {
    let verdict =
      report.isBest
      ? "best so far, saved" : "no better for \(report.validationsWithoutProgress)"
    var lines = [
      """
      epoch \(report.epoch), update \(report.update.grouped): validation perplexity \
      \(perplexity(report.perplexity)), BLEU \(report.bleu.fixed(2)) (\(verdict))
      """
    ]
    for sample in report.samples {
      lines.append("  source       \(sample.source)")
      lines.append("  reference    \(sample.reference)")
      lines.append("  translation  \(sample.translation)")
    }
    if report.isCollapsed {
      lines.append(
        "warning: every translation is the same; "
          + "if that lasts, try a lower learning rate or more pairs")
    }
    return lines
  }

  static func end(_ result: TrainingResult) -> String {
    let reason =
      switch result.reason {
      case .patience: "done: no better score for a while"
      case .epochs: "done: all epochs are complete"
      case .updates: "done: all updates are made"
      case .interrupted: "interrupted and saved"
      }
    let best =
      result.bestPerplexity.isFinite && result.bestPerplexity > 1
      ? "; best BLEU \(result.bestBLEU.fixed(2)), perplexity \(perplexity(result.bestPerplexity))"
      : ""
    let work =
      "\(result.updates.grouped) updates in \(duration(result.seconds)) "
      + "and \(megabytes(result.peakMemory))"
    return "\(reason), after \(work)\(best)"
  }

  static func perplexity(_ value: Double) -> String {
    guard value.isFinite && value < 1e9 else { return "huge" }
    return value < 1000 ? value.fixed(2) : Int(value).grouped
  }

  /// `59 s`, `4:05` or `1:02:03`.
  static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite && seconds < 1e9 else { return "?" }
    let whole = Int(seconds.rounded())
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    if whole < 60 { return "\(whole) s" }
    if whole < 3600 { return "\(whole / 60):\(two(whole % 60))" }
    return "\(whole / 3600):\(two(whole / 60 % 60)):\(two(whole % 60))"
  }
}
