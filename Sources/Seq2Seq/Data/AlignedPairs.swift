/// The pairs of two aligned text files: line n of one is the translation of line n of the other.
///
/// Either may be compressed with gzip. Only one line of each is in memory at a time.
public struct AlignedPairs: PairSource, Hashable {
  /// The file of source sentences.
  public let sourcePath: String
  /// The file of their translations.
  public let targetPath: String
  /// Longer lines are left out; in bytes of UTF-8.
  public var maximumLineLength = LineReader.defaultLimit

  /// Creates a source from two files with the same number of lines.
  ///
  /// - Parameters:
  ///   - source: the file of source sentences.
  ///   - target: the file of their translations.
  public init(source: String, target: String) {
    sourcePath = source
    targetPath = target
  }

  /// The names of both files.
  public var name: String { "\(sourcePath) and \(targetPath)" }

  /// The languages as far as the files' names tell; see ``LanguagePair``.
  public var languages: LanguagePair? {
    LanguagePair(sourceFileName: sourcePath, targetFileName: targetPath)
  }

  /// False if either file is a pipe.
  public var isRepeatable: Bool {
    CorpusLines.isRepeatable(sourcePath) && CorpusLines.isRepeatable(targetPath)
  }

  /// Starts a pass over the lines.
  ///
  /// - Returns: the pass, before its first line. It throws ``CorpusError/lineCountsDiffer(sourcePath:sourceLines:targetPath:targetLines:)``
  ///   if one file ends before the other.
  /// - Throws: ``CorpusError`` if one of the files cannot be opened.
  public func makePass() throws(CorpusError) -> any PairPass {
    AlignedPass(
      source: try CorpusLines(path: sourcePath, limit: maximumLineLength),
      target: try CorpusLines(path: targetPath, limit: maximumLineLength))
  }
}

private struct AlignedPass: PairPass {
  let source, target: CorpusLines

  var notes: [CorpusNote] { source.notes + target.notes }

  func next() throws(CorpusError) -> PairFinding? {
    switch (try source.next(), try target.next()) {
    case (let sourceLine?, let targetLine?): return finding(sourceLine, targetLine)
    case (nil, nil): return nil
    case (_?, nil): try source.skipRest()
    case (nil, _?): try target.skipRest()
    }
    throw .lineCountsDiffer(
      sourcePath: source.path, sourceLines: source.count,
      targetPath: target.path, targetLines: target.count)
  }

  private func finding(_ sourceLine: LineReader.Line, _ targetLine: LineReader.Line) -> PairFinding
  {
    let origin = PairOrigin(file: source.path, unit: .line, number: sourceLine.number)
    if sourceLine.isOverlong || targetLine.isOverlong { return .fault(.tooLong, origin) }
    guard let sourceText = String(validating: sourceLine.bytes, as: UTF8.self),
      let targetText = String(validating: targetLine.bytes, as: UTF8.self)
    else { return .fault(.invalidUTF8, origin) }
    return .pair(SentencePair(source: sourceText, target: targetText, origin: origin))
  }
}
