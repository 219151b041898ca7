internal import Formatting

/// Whether quotation marks in a TSV file stand around cells, as spreadsheets write them, or are text.
///
/// Until a cell begins with a quotation mark, it makes no difference. The lines from there on decide: they are a
/// spreadsheet's if nothing in them contradicts that, and if they show what only spreadsheets write, such as doubled
/// quotation marks in a cell.
struct SpreadsheetQuotes {
  /// Whether cells are in quotation marks; false as long as nothing has decided.
  private(set) var isUsed = false
  private var isDecided = false
  /// Lines before the decision with a quotation mark inside a cell that does not begin with one.
  private var contradictions = 0

  /// Whether records in quotation marks begin with this line, which has been read from `lines`.
  mutating func begins(
    with line: LineReader.Line, _ lines: TableLines, columns: Int
  ) throws(CorpusError) -> Bool {
    guard !isDecided, line.bytes.contains(QuotedCells.mark) else { return false }
    guard Self.hasQuotedStart(line.bytes) else {
      contradictions += 1
      return false
    }
    let (ahead, isAll) = try lines.lookAhead()
    let records = TableLines.records(of: [line] + ahead, delimiter: 0x09, areLast: isAll)
    isDecided = true
    isUsed = Self.areOfSpreadsheet(records, columns: columns, contradictions)
    return isUsed
  }

  /// The note on a file with such cells.
  func note(of quoted: Int, among count: Int, in path: String) -> [CorpusNote] {
    guard isUsed else { return [] }
    return [
      CorpusNote(
        """
        \(quoted.grouped) of \(count.grouped) records of \(path) are in quotation marks, as spreadsheets \
        write cells with commas, quotation marks or line breaks; they are read without these marks
        """)
    ]
  }

  private static func hasQuotedStart(_ line: [UInt8]) -> Bool {
    zip([0x09] + line, line).contains { $0 == 0x09 && $1 == QuotedCells.mark }
  }

  private static func areOfSpreadsheet(
    _ records: [[QuotedCells.Cell]?], columns: Int, _ earlierContradictions: Int
  ) -> Bool {
    var contradictions = earlierContradictions
    var (quoted, needing, all, quotedWithComma, plainWithComma) = (0, 0, 0, 0, 0)
    let comma = UInt8(ascii: ",")
    for record in records {
      guard let record, record.count >= columns || !record.contains(where: \.isQuoted),
        !record.contains(where: \.hasPlainMark)
      else {
        contradictions += 1
        continue
      }
      for cell in record where !cell.bytes.isEmpty {
        all += 1
        if cell.needsQuotes { needing += 1 }
        if cell.isQuoted { quoted += 1 }
        if cell.bytes.contains(comma) {
          if cell.isQuoted { quotedWithComma += 1 } else { plainWithComma += 1 }
        }
      }
    }
    let areAllQuoted = quoted * 10 >= all * 9
    let areCommasQuoted = quoted >= 2 && quotedWithComma == quoted && plainWithComma == 0
    return quoted > 0 && contradictions * 50 <= quoted
      && (needing > 0 || areAllQuoted || areCommasQuoted)
  }
}
