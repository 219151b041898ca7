import Seq2Seq

/// Reads usable pairs in portions, and counts what was left out.
struct PairChunks {
  private let pairs: UsablePairs
  private let size = 1000

  init(_ source: any PairSource) throws(CorpusError) { pairs = try UsablePairs(of: source) }

  /// The next portion, of at least one pair; nil at the end.
  func next() throws(CorpusError) -> [SentencePair]? {
    let portion = try pairs.next(most: size)
    return portion.isEmpty ? nil : portion
  }

  /// What the pairs read so far contained.
  var report: CorpusReport { pairs.report }

  /// Warns of lines that were left out, and says how the files were understood.
  func warn() {
    for note in report.notes { StandardError.write("warning: \(note)") }
    if report.unitsLeftOut > 0 { StandardError.write("warning: \(report)") }
  }
}

/// Aligns output with input: lines without a result get an empty line, so that line n of the output
/// always belongs to line n of the input.
struct AlignedLines {
  private var nextLine = 1

  /// The lines to write for the result of line `number`: empty ones for skipped lines, then its own.
  mutating func lines(for number: Int, _ result: String) -> [String] {
    let missing = max(0, number - nextLine)
    nextLine = number + 1
    return Array(repeating: "", count: missing) + [result]
  }

  /// The empty lines to write after the last result, so that there are `total` lines.
  mutating func rest(of total: Int) -> [String] {
    Array(repeating: "", count: max(0, total + 1 - nextLine))
  }
}
