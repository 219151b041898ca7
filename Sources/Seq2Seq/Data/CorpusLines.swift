import Platform

/// The lines of a corpus file; errors are ``CorpusError``s.
struct CorpusLines {
  let path: String
  private let reader: LineReader

  init(path: String, limit: Int) throws(CorpusError) {
    self.path = path
    do { reader = try LineReader(corpus: path, limit: limit) } catch { throw .file(error) }
  }

  /// The number of the line read last; after the end, the number of lines.
  var count: Int { reader.count }

  /// What was found out about the file.
  var notes: [CorpusNote] {
    reader.encoding.map { [CorpusNote("\(path) is read as \($0)")] } ?? []
  }

  func next() throws(CorpusError) -> LineReader.Line? {
    do { return try reader.next() } catch { throw .file(error) }
  }

  /// Skips all remaining lines.
  func skipRest() throws(CorpusError) {
    while try next() != nil {}
  }

  /// Whether a file can be read again: a pipe cannot.
  static func isRepeatable(_ path: String) -> Bool {
    // A missing file counts as repeatable: opening it reports the error.
    FileStatus(path: path)?.isRegular ?? true
  }
}
