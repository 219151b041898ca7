/// A corpus of sentence pairs on disk, read in one pass as often as needed.
///
/// Two forms are read, each also compressed with gzip:
/// - A TSV: one pair a line. A TAB separates columns and an LF or CRLF ends a line, always: there
///   is no quoting, so a lone `"` swallows nothing. Columns that are not asked for are ignored.
/// - Two aligned text files: line n of one is the translation of line n of the other.
///
/// Lines that hold no usable pair are left out, counted by fault, and the first few named in the
/// ``CorpusReport``. Only one line is held at a time, and of an over-long line only its beginning.
///
/// Each pass opens the files anew; a pipe can therefore be read in one pass only.
public struct CorpusReader: Hashable, Sendable {
  /// Where the two sides are found.
  public enum Form: Hashable, Sendable {
    /// Two columns, counted from 1, of one file.
    case columns(path: String, source: Int, target: Int)
    /// The lines of two files.
    case aligned(source: String, target: String)
  }

  /// Where the two sides are found.
  public let form: Form
  /// The longest line used, in bytes of UTF-8.
  public var maximumLineLength = LineReader.defaultLimit

  /// A TSV; columns `(2, 1)` learn the other direction.
  public init(tsv path: String, columns: (source: Int, target: Int) = (1, 2)) {
    form = .columns(path: path, source: columns.source, target: columns.target)
  }

  /// Two files with as many lines each.
  public init(source: String, target: String) {
    form = .aligned(source: source, target: target)
  }

  /// The languages of the two sides as far as the file names tell; see ``LanguagePair``.
  public var languages: LanguagePair? {
    switch form {
    case .columns(let path, let source, let target):
      let pair = LanguagePair(fileName: path)
      return source > target ? pair?.swapped : pair
    case .aligned(let source, let target):
      return LanguagePair(sourceFileName: source, targetFileName: target)
    }
  }

  /// Starts a pass over the corpus.
  ///
  /// - Throws: ``CorpusError`` if a file cannot be opened.
  public func makePass() throws(CorpusError) -> CorpusPass {
    try CorpusPass(form: form, lineLimit: maximumLineLength)
  }

  /// Hands every usable pair to `body`, in order, and says what was found.
  ///
  /// - Throws: ``CorpusError`` if a file cannot be read, if aligned files differ in their number of
  ///   lines, or if there is no usable pair at all. A bad line is not an error.
  @discardableResult
  public func forEachPair(_ body: (SentencePair) -> Void) throws(CorpusError) -> CorpusReport {
    let pass = try makePass()
    while let pair = try pass.next() { body(pair) }
    return pass.report
  }
}
