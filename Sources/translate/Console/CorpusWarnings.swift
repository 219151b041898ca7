import Seq2Seq

/// Warnings about a corpus, with what to type.
enum CorpusWarnings {
  /// One line for each warning.
  static func lines(_ check: CorpusCheck) -> [String] {
    (check.columns.map(text) + check.warnings).map { "warning: \($0)" }
  }

  /// Warns of wrong columns, if they may be why there is no usable pair.
  static func explain(_ error: any Error, in source: any PairSource) {
    switch error {
    case CorpusError.noUsablePairs, TrainingError.corpus(.noUsablePairs):
      for finding in ColumnFinding.findings(in: source) {
        StandardError.write("warning: \(text(finding))")
      }
    default: break
    }
  }

  private static func text(_ finding: ColumnFinding) -> String {
    guard let likely = finding.likely else { return finding.description }
    return "\(finding): --columns \(likely.source),\(likely.target) ?"
  }
}
