/// The pairs of a TSV file: one per line, in two of its columns.
///
/// The file may be compressed with gzip. A TAB separates columns, and an LF or CRLF ends a line; `"` is an ordinary
/// character. Only in a file whose cells are in quotation marks as spreadsheets write them, what is in quotation marks is
/// one cell, whatever it holds: the first lines that have such cells decide. A first row that names the columns is left
/// out. Other columns are ignored.
///
/// Only one line is in memory at a time, or a thousand while the file is found to be of one kind or the other; of an
/// overlong line, only its beginning.
public struct TabSeparatedPairs: PairsInFile, Hashable {
  /// The file.
  public let path: String
  /// Which columns are source and target, counted from 1.
  public let sourceColumn, targetColumn: Int
  /// Longer lines are left out; in bytes of UTF-8.
  public var maximumLineLength = LineReader.defaultLimit

  /// Creates a source from a TSV file.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - columns: the columns of source and target, from 1; `(2, 1)` reverses the direction.
  public init(path: String, columns: (source: Int, target: Int) = (1, 2)) {
    self.path = path
    sourceColumn = columns.source
    targetColumn = columns.target
  }

  /// The languages as far as the file's name tells, see ``LanguagePair``, or a first row that names the columns.
  public var languages: LanguagePair? {
    let pair = LanguagePair(fileName: path)
    return (sourceColumn > targetColumn ? pair?.swapped : pair)
      ?? HeaderRow.languages(ofFirstPairIn: self)
  }

  /// Starts a pass over the lines.
  ///
  /// - Returns: the pass, before its first line.
  /// - Throws: ``CorpusError`` if the file cannot be opened, or a column number is below 1.
  public func makePass() throws(CorpusError) -> any PairPass {
    guard sourceColumn >= 1, targetColumn >= 1 else {
      throw .invalidColumns(source: sourceColumn, target: targetColumn)
    }
    return TabSeparatedPass(
      try TableLines(path: path, limit: maximumLineLength), (sourceColumn, targetColumn))
  }
}

extension TabSeparatedPairs: ColumnedPairs {
  func sampleRows() throws(CorpusError) -> [[String]] {
    let (lines, _) = try TableLines(path: path, limit: maximumLineLength).lookAhead()
    // Cells in quotation marks that hold TABs or line breaks are too few to matter.
    return lines.map { line in
      line.bytes.split(separator: 0x09, omittingEmptySubsequences: false)
        .map { String(decoding: $0, as: UTF8.self) }
    }
  }
}

extension PairFault {
  /// A line has fewer columns than needed.
  ///
  /// - Parameter needed: the number of columns needed.
  /// - Returns: the fault.
  public static func tooFewColumns(needed: Int) -> PairFault {
    needed == 2
      ? PairFault(
        "without TAB", lack: "no TAB", remedy: "a line must be source, TAB, target")
      : PairFault(
        "with fewer than \(needed) columns", lack: "no column \(needed)",
        remedy: "choose other columns")
  }
}

/// A pass over lines that become records once cells in quotation marks are found.
private struct TabSeparatedPass: PairPass {
  private let lines: TableLines
  private let sourceColumn, targetColumn: Int
  private var quoting = SpreadsheetQuotes()
  private var count = 0
  private var quotedCount = 0

  init(_ lines: TableLines, _ columns: (source: Int, target: Int)) {
    self.lines = lines
    (sourceColumn, targetColumn) = columns
  }

  var notes: [CorpusNote] {
    lines.file.notes + quoting.note(of: quotedCount, among: count, in: lines.file.path)
  }

  mutating func next() throws(CorpusError) -> PairFinding? {
    if quoting.isUsed { return try nextRecord() }
    guard let line = try lines.next() else { return nil }
    if try quoting.begins(with: line, lines, columns: max(sourceColumn, targetColumn)) {
      lines.putBack([line])
      return try nextRecord()
    }
    count += 1
    return finding(of: line)
  }

  private mutating func nextRecord() throws(CorpusError) -> PairFinding? {
    guard let (number, record) = try lines.record(delimiter: 0x09) else { return nil }
    count += 1
    switch record {
    case .malformed(let line): return finding(of: line)
    case .tooLong: return .fault(.tooLong, origin(number))
    case .cells(let cells):
      guard cells.contains(where: \.isQuoted), cells.count >= max(sourceColumn, targetColumn)
      else {
        let bytes = cells.map(\.bytes).joined(separator: [0x09])
        return finding(of: LineReader.Line(bytes: Array(bytes), number: number, isOverlong: false))
      }
      quotedCount += 1
      let (source, target) = (cells[sourceColumn - 1].bytes, cells[targetColumn - 1].bytes)
      return header(source[...], target[...], origin(number))
        ?? CellText.finding(source, target, origin(number))
    }
  }

  private func origin(_ line: Int) -> PairOrigin {
    PairOrigin(
      file: lines.file.path, unit: .line, number: count, line: line == count ? nil : line)
  }

  /// The pair of a line without quotation marks.
  private func finding(of line: LineReader.Line) -> PairFinding {
    let origin = origin(line.number)
    if line.isOverlong { return .fault(.tooLong, origin) }
    guard let fields = TabSeparated.columns(sourceColumn, targetColumn, of: line.bytes) else {
      return .fault(faultWithoutColumns(line.bytes), origin)
    }
    return header(fields.0, fields.1, origin)
      ?? CellText.unchanged(fields.0, fields.1, origin)
  }

  /// The fault of a first row that names the columns; nil for any other.
  private func header(
    _ source: ArraySlice<UInt8>, _ target: ArraySlice<UInt8>, _ origin: PairOrigin
  ) -> PairFinding? {
    count == 1 && HeaderRow.isHeader(source, target) ? .fault(.header, origin) : nil
  }

  /// Tells binary data and blank lines from text that merely lacks a TAB.
  private func faultWithoutColumns(_ bytes: [UInt8]) -> PairFault {
    guard let text = String(validating: bytes, as: UTF8.self) else { return .invalidUTF8 }
    if bytes.contains(0) { return .nul }
    return UTF8Text.isBlank(text)
      ? .blank : .tooFewColumns(needed: max(sourceColumn, targetColumn))
  }
}
