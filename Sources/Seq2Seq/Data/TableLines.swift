/// The lines of a table, some of which may be read ahead, and the records that they make.
final class TableLines {
  /// A record.
  enum Record {
    case cells([QuotedCells.Cell])
    /// Its quotation marks are misplaced or one is never closed; only this line belongs to it.
    case malformed(LineReader.Line)
    case tooLong
  }

  /// How many lines, and bytes, are read ahead to find out what a file is like.
  private static let most = (lines: 1_000, bytes: 1 << 20)

  let file: CorpusLines
  private let limit: Int
  /// Lines read ahead; those before `used` are done with.
  private var ahead: [LineReader.Line] = []
  private var used = 0

  init(path: String, limit: Int) throws(CorpusError) {
    file = try CorpusLines(path: path, limit: limit)
    self.limit = limit
  }

  /// The next line; nil at the end.
  func next() throws(CorpusError) -> LineReader.Line? {
    guard used < ahead.count else { return try file.next() }
    used += 1
    return ahead[used - 1]
  }

  /// Makes lines that were read the next to be read.
  func putBack(_ lines: some Collection<LineReader.Line>) {
    ahead = Array(lines) + Array(ahead[used...])
    used = 0
  }

  /// The next lines, which are still to be read, and whether the file ends with them.
  func lookAhead() throws(CorpusError) -> (lines: [LineReader.Line], isAll: Bool) {
    var lines: [LineReader.Line] = []
    var bytes = 0
    var isAll = false
    while lines.count < Self.most.lines, bytes < Self.most.bytes {
      guard let line = try next() else {
        isAll = true
        break
      }
      bytes += line.bytes.count
      lines.append(line)
    }
    putBack(lines)
    return (lines, isAll)
  }

  /// The next record, and the number of its first line; nil at the end.
  func record(delimiter: UInt8) throws(CorpusError) -> (line: Int, record: Record)? {
    guard let first = try next() else { return nil }
    if first.isOverlong { return (first.number, .tooLong) }
    var parser = QuotedCells(delimiter: delimiter)
    var outcome = parser.add(first.bytes)
    var more: [LineReader.Line] = []
    while outcome == .open, more.count < Self.most.lines, parser.length <= limit {
      guard let line = try next() else { break }
      more.append(line)
      outcome = line.isOverlong ? .misplaced : parser.add(line.bytes)
    }
    if outcome == .complete {
      return (first.number, parser.length > limit + 1 ? .tooLong : .cells(parser.cells))
    }
    putBack(more)
    return (first.number, .malformed(first))
  }

  /// The records of some lines, without an incomplete one at their end unless they are the last ones.
  static func records(
    of lines: [LineReader.Line], delimiter: UInt8, areLast: Bool
  ) -> [[QuotedCells.Cell]?] {
    var records: [[QuotedCells.Cell]?] = []
    var start = 0
    while start < lines.count {
      var parser = QuotedCells(delimiter: delimiter)
      var end = start
      var outcome = QuotedCells.Outcome.open
      while outcome == .open, end < lines.count {
        outcome = parser.add(lines[end].bytes)
        end += 1
      }
      if outcome == .open && !areLast { break }
      records.append(outcome == .complete ? parser.cells : nil)
      start = outcome == .complete ? end : start + 1
    }
    return records
  }
}
