/// One pass over a corpus, pair by pair, for callers that stop early or throw on their own.
///
///     let pass = try corpus.makePass()
///     while let pair = try pass.next() { … }
///     print(pass.report)
public final class CorpusPass {
  /// What was found so far; complete once ``next()`` has returned nil.
  public private(set) var report: CorpusReport
  private let form: CorpusReader.Form
  private let source: LineReader
  /// The second file, of two.
  private let target: LineReader?

  init(form: CorpusReader.Form, lineLimit: Int) throws(CorpusError) {
    self.form = form
    switch form {
    case .columns(let path, let sourceColumn, let targetColumn):
      guard sourceColumn >= 1, targetColumn >= 1 else {
        throw .invalidColumns(source: sourceColumn, target: targetColumn)
      }
      report = CorpusReport(columnsNeeded: max(sourceColumn, targetColumn))
      source = try Self.open(path, limit: lineLimit)
      target = nil
    case .aligned(let sourcePath, let targetPath):
      report = CorpusReport(columnsNeeded: nil)
      source = try Self.open(sourcePath, limit: lineLimit)
      target = try Self.open(targetPath, limit: lineLimit)
    }
  }

  /// The next usable pair, or nil at the end of the corpus.
  ///
  /// - Throws: ``CorpusError``. That aligned files differ in length, or that there was no usable
  ///   pair at all, is known and thrown at the end only.
  public func next() throws(CorpusError) -> SentencePair? {
    while let candidate = try nextCandidate() {
      switch candidate {
      case .success(let pair):
        report.pairs += 1
        return pair
      case .failure(let fault):
        report.add(fault, line: report.lines)
      }
    }
    if report.pairs == 0 { throw .noUsablePairs(path: path, report: report) }
    return nil
  }

  private enum Candidate {
    case success(SentencePair)
    case failure(CorpusReport.Fault)
  }

  private var path: String {
    switch form {
    case .columns(let path, _, _): path
    case .aligned(let source, let target): "\(source) and \(target)"
    }
  }

  private func nextCandidate() throws(CorpusError) -> Candidate? {
    switch form {
    case .columns(_, let sourceColumn, let targetColumn):
      guard let line = try Self.read(source) else { return nil }
      report.lines = line.number
      if line.isOverlong { return .failure(.tooLong) }
      let fields = TabSeparated.columns(sourceColumn, targetColumn, of: line.bytes)
      guard let fields else { return .failure(Self.faultWithoutColumns(line.bytes)) }
      return pair(fields.0, fields.1, line: line.number)
    case .aligned:
      guard let lines = try nextAlignedLines() else { return nil }
      report.lines = lines.source.number
      if lines.source.isOverlong || lines.target.isOverlong { return .failure(.tooLong) }
      return pair(lines.source.bytes[...], lines.target.bytes[...], line: lines.source.number)
    }
  }

  private func pair(
    _ sourceBytes: ArraySlice<UInt8>, _ targetBytes: ArraySlice<UInt8>, line: Int
  ) -> Candidate {
    guard let source = String(validating: sourceBytes, as: UTF8.self),
      let target = String(validating: targetBytes, as: UTF8.self)
    else { return .failure(.invalidUTF8) }
    if sourceBytes.contains(0) || targetBytes.contains(0) { return .failure(.nul) }
    switch (UTF8Text.isBlank(source), UTF8Text.isBlank(target)) {
    case (true, true): return .failure(.blank)
    case (true, false), (false, true): return .failure(.emptySide)
    case (false, false):
      return .success(SentencePair(source: source, target: target, line: line))
    }
  }

  /// Tells binary data from text that merely lacks a TAB.
  private static func faultWithoutColumns(_ bytes: [UInt8]) -> CorpusReport.Fault {
    guard let text = String(validating: bytes, as: UTF8.self) else { return .invalidUTF8 }
    if bytes.contains(0) { return .nul }
    return UTF8Text.isBlank(text) ? .blank : .tooFewColumns
  }

  // MARK: - Files

  private func nextAlignedLines() throws(CorpusError) -> (
    source: LineReader.Line, target: LineReader.Line
  )? {
    guard let target else { return nil }
    let lines = (try Self.read(source), try Self.read(target))
    switch lines {
    case (let sourceLine?, let targetLine?): return (sourceLine, targetLine)
    case (nil, nil): return nil
    case (_?, nil): while try Self.read(source) != nil {}
    case (nil, _?): while try Self.read(target) != nil {}
    }
    throw .lineCountsDiffer(
      sourcePath: source.path, sourceLines: source.count,
      targetPath: target.path, targetLines: target.count)
  }

  private static func open(_ path: String, limit: Int) throws(CorpusError) -> LineReader {
    do {
      return try LineReader(path: path, limit: limit)
    } catch {
      throw .file(error)
    }
  }

  private static func read(_ reader: LineReader) throws(CorpusError) -> LineReader.Line? {
    do {
      return try reader.next()
    } catch {
      throw .file(error)
    }
  }
}

/// A pass has a place in its files, which two tasks cannot share.
@available(*, unavailable)
extension CorpusPass: Sendable {}
