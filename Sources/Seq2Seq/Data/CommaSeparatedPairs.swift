/// The pairs of a CSV file: one per record, in two of its columns.
///
/// Cells are separated by commas, semicolons, TABs or bars, whichever divide the first records into the most regular
/// columns; `sep=;` on the first line says so, too. A cell in quotation marks may hold anything, quotation marks doubled.
/// Line breaks in a cell become spaces. A first row that names the columns is left out. A record whose quotation marks are
/// misplaced is a fault of its first line only, so that a single mark does not swallow the rest of the file.
///
/// This is a state machine of our own, because a library for CSV would read whole files or cells beyond the limit.
public struct CommaSeparatedPairs: PairsInFile, Hashable {
  /// The file.
  public let path: String
  /// Which columns are source and target, counted from 1.
  public let sourceColumn, targetColumn: Int
  /// Longer records are left out; in bytes of UTF-8.
  public var maximumRecordLength = LineReader.defaultLimit

  /// Creates a source from a CSV file.
  ///
  /// - Parameters:
  ///   - path: the file, which may be compressed with gzip.
  ///   - columns: the columns of source and target, from 1; `(2, 1)` reverses the direction.
  public init(path: String, columns: (source: Int, target: Int) = (1, 2)) {
    self.path = path
    sourceColumn = columns.source
    targetColumn = columns.target
  }

  /// The languages as far as the file's name tells, see ``LanguagePair``, or a first row that names the columns.
  public var languages: LanguagePair? {
    let pair = LanguagePair(fileName: path)
    if let pair { return sourceColumn > targetColumn ? pair.swapped : pair }
    guard isRepeatable, let pass = try? makeCommaSeparatedPass(),
      case .cells(let cells)? = try? pass.lines.record(delimiter: pass.delimiter)?.record
    else { return nil }
    return HeaderRow.languages(of: cells, (sourceColumn, targetColumn))
  }

  /// Starts a pass over the records.
  ///
  /// - Returns: the pass, before its first record.
  /// - Throws: ``CorpusError`` if the file cannot be opened, or a column number is below 1.
  public func makePass() throws(CorpusError) -> any PairPass { try makeCommaSeparatedPass() }

  private func makeCommaSeparatedPass() throws(CorpusError) -> CommaSeparatedPass {
    guard sourceColumn >= 1, targetColumn >= 1 else {
      throw .invalidColumns(source: sourceColumn, target: targetColumn)
    }
    return try CommaSeparatedPass(
      TableLines(path: path, limit: maximumRecordLength), (sourceColumn, targetColumn))
  }
}

extension CommaSeparatedPairs: ColumnedPairs {
  func sampleRows() throws(CorpusError) -> [[String]] {
    let pass = try makeCommaSeparatedPass()
    let (lines, isAll) = try pass.lines.lookAhead()
    return TableLines.records(of: lines, delimiter: pass.delimiter, areLast: isAll)
      .compactMap(\.self).map { $0.map { String(decoding: $0.bytes, as: UTF8.self) } }
  }
}

extension PairFault {
  /// Quotation marks are inside a cell that begins with one, or one is never closed.
  public static let misplacedQuotes = PairFault("with misplaced quotation marks")

  /// A record has fewer columns than needed.
  static func tooFewCells(needed: Int) -> PairFault {
    PairFault(
      "with fewer than \(needed) columns", lack: "no column \(needed)",
      remedy: "cells must be separated by commas, semicolons or TABs")
  }
}

private struct CommaSeparatedPass: PairPass {
  let lines: TableLines
  let delimiter: UInt8
  private let sourceColumn, targetColumn: Int
  private var count = 0

  init(_ lines: TableLines, _ columns: (source: Int, target: Int)) throws(CorpusError) {
    self.lines = lines
    (sourceColumn, targetColumn) = columns
    delimiter = try lines.delimiter(columns: max(columns.source, columns.target))
  }

  var notes: [CorpusNote] { lines.file.notes }

  mutating func next() throws(CorpusError) -> PairFinding? {
    guard let (line, record) = try lines.record(delimiter: delimiter) else { return nil }
    count += 1
    let origin = PairOrigin(file: lines.file.path, unit: .record, number: count, line: line)
    switch record {
    case .tooLong: return .fault(.tooLong, origin)
    case .malformed(let line):
      let isText = String(validating: line.bytes, as: UTF8.self) != nil
      return .fault(isText ? .misplacedQuotes : .invalidUTF8, origin)
    case .cells(let cells): return finding(cells, origin)
    }
  }

  private func finding(_ cells: [QuotedCells.Cell], _ origin: PairOrigin) -> PairFinding {
    if cells.allSatisfy({ $0.bytes.isEmpty }) { return .fault(.blank, origin) }
    guard max(sourceColumn, targetColumn) <= cells.count else {
      let isText = cells.allSatisfy { String(validating: $0.bytes, as: UTF8.self) != nil }
      let needed = max(sourceColumn, targetColumn)
      return .fault(isText ? .tooFewCells(needed: needed) : .invalidUTF8, origin)
    }
    let (source, target) = (cells[sourceColumn - 1].bytes, cells[targetColumn - 1].bytes)
    if count == 1, HeaderRow.isHeader(source[...], target[...]) { return .fault(.header, origin) }
    return CellText.finding(source, target, origin)
  }
}

extension TableLines {
  /// What separates the cells: as the first line says, which is then skipped, or as the first records are divided best.
  func delimiter(columns: Int) throws(CorpusError) -> UInt8 {
    let (ahead, isAll) = try lookAhead()
    if let line = ahead.first?.bytes, line.count == 5, line.starts(with: "sep=".utf8) {
      _ = try next()
      return line[4]
    }
    return Delimiter.likeliest(in: ahead, areLast: isAll, columns: columns)
  }
}

/// What separates the cells of a CSV file.
private enum Delimiter {
  private static let all = [",", ";", "\t", "|"].map { UInt8(ascii: $0) }

  /// The delimiter that divides the most records into the same number of columns, at least as many as are needed.
  static func likeliest(in lines: [LineReader.Line], areLast: Bool, columns: Int) -> UInt8 {
    let counts = all.map { regularRecords(lines, $0, areLast, columns) }
    return zip(all, counts).max { $0.1 < $1.1 }.map { best in
      // The first of several that are as good.
      zip(all, counts).first { $0.1 == best.1 }?.0 ?? best.0
    } ?? all[0]
  }

  private static func regularRecords(
    _ lines: [LineReader.Line], _ delimiter: UInt8, _ areLast: Bool, _ columns: Int
  ) -> Int {
    var counts: [Int: Int] = [:]
    for record in TableLines.records(of: lines, delimiter: delimiter, areLast: areLast) {
      if let record, record.count >= columns { counts[record.count, default: 0] += 1 }
    }
    return counts.values.max() ?? 0
  }
}
