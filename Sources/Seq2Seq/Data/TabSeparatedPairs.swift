/// The pairs of a TSV file: one per line, in two of its columns.
///
/// The file may be compressed with gzip. A TAB always separates columns, and an LF or CRLF always ends
/// a line: there is no quoting, and `"` is an ordinary character. Other columns are ignored.
///
/// Only one line is in memory at a time; of an overlong line, only its beginning.
public struct TabSeparatedPairs: PairSource, Hashable {
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

  /// The file's name.
  public var name: String { path }

  /// The languages as far as the file's name tells; see ``LanguagePair``.
  public var languages: LanguagePair? {
    let pair = LanguagePair(fileName: path)
    return sourceColumn > targetColumn ? pair?.swapped : pair
  }

  /// False for a pipe.
  public var isRepeatable: Bool { CorpusLines.isRepeatable(path) }

  /// Starts a pass over the lines.
  ///
  /// - Returns: the pass, before its first line.
  /// - Throws: ``CorpusError`` if the file cannot be opened, or a column number is below 1.
  public func makePass() throws(CorpusError) -> any PairPass {
    guard sourceColumn >= 1, targetColumn >= 1 else {
      throw .invalidColumns(source: sourceColumn, target: targetColumn)
    }
    return TabSeparatedPass(
      lines: try CorpusLines(path: path, limit: maximumLineLength),
      sourceColumn: sourceColumn, targetColumn: targetColumn)
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

private struct TabSeparatedPass: PairPass {
  let lines: CorpusLines
  let sourceColumn, targetColumn: Int

  func next() throws(CorpusError) -> PairFinding? {
    guard let line = try lines.next() else { return nil }
    let origin = PairOrigin(file: lines.path, unit: .line, number: line.number)
    if line.isOverlong { return .fault(.tooLong, origin) }
    guard let fields = TabSeparated.columns(sourceColumn, targetColumn, of: line.bytes) else {
      return .fault(faultWithoutColumns(line.bytes), origin)
    }
    guard let source = String(validating: fields.0, as: UTF8.self),
      let target = String(validating: fields.1, as: UTF8.self)
    else { return .fault(.invalidUTF8, origin) }
    return .pair(SentencePair(source: source, target: target, origin: origin))
  }

  /// Tells binary data and blank lines from text that merely lacks a TAB.
  private func faultWithoutColumns(_ bytes: [UInt8]) -> PairFault {
    guard let text = String(validating: bytes, as: UTF8.self) else { return .invalidUTF8 }
    if bytes.contains(0) { return .nul }
    return UTF8Text.isBlank(text)
      ? .blank : .tooFewColumns(needed: max(sourceColumn, targetColumn))
  }
}
